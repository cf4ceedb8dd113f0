import { availableEngines } from './dynamodb.ts';

/** `npm run test:long`: everything whole. `npm test` takes a sample of what is long, and tells the seed where it fails. */
export const isLong = process.env.TEST_LONG === 'yes';

/**
 * On which engines the areas are tested: a second opinion costs as much as all of them again, and is asked for by `npm run test:long`. The
 * rules of the engine of records, and of the local platform's own, are held against each that there is in either.
 */
export const enginesOfAreas = isLong ? availableEngines : availableEngines.slice(0, 1);
