/** `1 day`, `2 days`. */
export const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** `a`, `a and b`, `a, b and c`; by semicolons where one of them holds a comma itself. */
export function joined(parts: readonly string[]): string {
  const [last, ...before] = parts.toReversed();
  if (last === undefined || before.length === 0) return last ?? '';
  const hasCommas = parts.some((part) => part.includes(','));
  return `${before.reverse().join(hasCommas ? '; ' : ', ')}${hasCommas ? '; and' : ' and'} ${last}`;
}
