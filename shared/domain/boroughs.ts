import type { Fault } from './fault.ts';

/**
 * Boroughs that are none of the hub's.
 *
 * @param fieldOf - where the one of this index stands
 */
export const faultsOfBoroughs = (
  { boroughs }: { readonly boroughs: readonly string[] },
  given: readonly string[],
  fieldOf: (index: number) => string,
): Fault[] =>
  given.flatMap((borough, index) =>
    boroughs.includes(borough) ? [] : [{ field: fieldOf(index), detail: `Choose one of: ${boroughs.join(', ')}` }],
  );
