import fc from 'fast-check';
import { availableEngines } from './dynamodb.ts';

/** `npm run test:long`: everything whole. `npm test` takes a sample of what is long, by a seed that is printed. */
export const isLong = process.env.TEST_LONG === 'yes';

/** A second engine's opinion costs as much as the first's, and needs Java: it is asked for by `npm run test:long`. */
export const testedEngines = isLong ? availableEngines : availableEngines.slice(0, 1);

/** Of many cases alike, so many; all of them in the long run. */
export const sampleOf = <T>(cases: readonly T[], count: number): readonly T[] =>
  isLong ? cases : fc.sample(fc.shuffledSubarray([...cases], { minLength: count, maxLength: count }), 1).flat();
