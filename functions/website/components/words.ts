/** Words of a class or of `aria-describedby`, without those that do not apply; nothing where none does. */
export const words = (...some: readonly (string | false | undefined)[]): string | undefined =>
  some.filter(Boolean).join(' ') || undefined;
