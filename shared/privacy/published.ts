import type { Hub } from '#hub/hub.ts';
import southEastLondon from '#policy/south-east-london.json' with { type: 'json' };
import type { ListedVersion } from './versions.ts';

/** By hub: the list of what `npm run privacy:publish` has frozen. */
const published: Readonly<Record<string, readonly ListedVersion[]>> = { 'south-east-london': southEastLondon };

/** The versions of a hub's policy, oldest first; none of one that has published none. */
export const publishedOf = ({ id }: Pick<Hub, 'id'>): readonly ListedVersion[] => published[id] ?? [];
