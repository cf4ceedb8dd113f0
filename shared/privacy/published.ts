import type { Hub } from '#hub/hub.ts';
import southEastLondon from '#policy/south-east-london.json' with { type: 'json' };
import { type PolicyVersion, policyVersions } from './versions.ts';

/** By hub: what `npm run privacy:publish` has frozen. */
const published: Readonly<Record<string, unknown>> = { 'south-east-london': southEastLondon };

/** The versions of a hub's policy, oldest first; none of one that has published none. */
export const publishedOf = ({ id }: Pick<Hub, 'id'>): readonly PolicyVersion[] =>
  policyVersions.parse(published[id] ?? []);
