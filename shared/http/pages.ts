import * as z from 'zod';

/** Digits only: what else JavaScript takes for a number, such as `1e2`, ` 7` or `0x1f`, is nothing that a person means. */
const digits = (value: unknown): unknown =>
  typeof value === 'string' ? (/^\d{1,9}$/.test(value) ? Number(value) : Number.NaN) : value;

/** A whole number in a query, where all is text. */
export const countInQuery = (least: number, most: number, wanted: string) =>
  z.preprocess<unknown, z.ZodInt, string | number>(digits, z.int(wanted).min(least, wanted).max(most, wanted));

const usualLimit = 20;

/** What a list may be asked for; an area extends it with what else narrows its list. */
export const page = z.strictObject({
  limit: countInQuery(1, 100, 'Enter a number from 1 to 100')
    .default(usualLimit)
    .meta({ description: 'How many at most', default: usualLimit, example: usualLimit }),
  cursor: z.string().max(1000).optional().meta({ description: 'The `nextCursor` of the page before' }),
});

/** A page of a list. `nextCursor` is there when more follows. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });
