import type { Hub } from './hub.ts';
import { southEastLondon } from './south-east-london.ts';

const hubs: Readonly<Record<string, Hub>> = { [southEastLondon.id]: southEastLondon };

export const allHubs = Object.values(hubs);

export const hubIds = Object.keys(hubs);

/** @throws where no hub has this id, naming those that there are */
export function hubById(id: string): Hub {
  const hub = hubs[id];
  if (!hub) throw new Error(`There is no hub "${id}". There are: ${hubIds.join(', ')}`);
  return hub;
}
