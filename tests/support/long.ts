import { availableEngines } from './dynamodb.ts';

/** `npm run test:long`: everything whole. `npm test` takes a sample of what is long, and tells the seed where it fails. */
export const isLong = process.env.TEST_LONG === 'yes';

/** A second engine's opinion costs as much as the first's, and needs Java: it is asked for by `npm run test:long`. */
export const testedEngines = isLong ? availableEngines : availableEngines.slice(0, 1);
