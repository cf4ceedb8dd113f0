/** `one`, `one and two`, `one, two and three`: as English has it in Britain, without a comma before the last. */
export function listed(items: readonly string[], word: 'and' | 'or' = 'and'): string {
  const [last = '', ...before] = items.toReversed();
  return before.length === 0 ? last : `${before.toReversed().join(', ')} ${word} ${last}`;
}

/** With a capital letter first. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
