import { availableEngines } from './dynamodb.ts';

/** `npm run test:long`: everything whole. `npm test` takes a sample of what is long, and tells the seed where it fails. */
export const isLong = process.env.TEST_LONG === 'yes';

/** For what takes minutes: the second opinion is asked for by `npm run test:long`. */
export const enginesOfLongStories = isLong ? availableEngines : availableEngines.slice(0, 1);
