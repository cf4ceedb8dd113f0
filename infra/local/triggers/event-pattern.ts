type Pattern = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Pattern =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether an event fits a filter pattern, as far as patterns of exact values go (Lambda developer guide, event filtering). */
export function fits(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) {
    return pattern.some((wanted) => {
      if (isFields(wanted)) {
        if ('exists' in wanted) return (event !== undefined) === wanted.exists;
        throw new Error(`The local platform does not know the filter ${JSON.stringify(wanted)}`);
      }
      return wanted === event;
    });
  }
  if (!isFields(pattern)) return false;
  return Object.entries(pattern).every(([name, part]) => fits(part, isFields(event) ? event[name] : undefined));
}
