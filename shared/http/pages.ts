import * as z from 'zod';

/** What a list may be asked for; an area extends it with what else narrows its list. */
export const page = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1, 'Enter a number from 1 to 100')
    .max(100, 'Enter a number from 1 to 100')
    .default(20),
  cursor: z.string().max(1000).optional().meta({ description: 'The `nextCursor` of the page before' }),
});

/** A page of a list. `nextCursor` is there when more follows. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });
