import * as z from 'zod';

const Attributes = z.record(z.string(), z.unknown());

/** What a transaction does, each to one item: a put says which by the item itself. */
const Transaction = z.looseObject({
  TransactItems: z.array(
    z.record(
      z.string(),
      z.looseObject({ TableName: z.string(), Key: Attributes.optional(), Item: Attributes.optional() }),
    ),
  ),
});

/** Where an item stands, of tables whose keys are `pk` and `sk`. */
const placeOf = (table: string, { pk, sk }: Readonly<Record<string, unknown>>): string =>
  JSON.stringify([table, pk, sk]);

/** Which transaction has which items while it is under way. The engine does one after the other, and cancels none for another's sake. */
export function createTurns() {
  const taken = new Set<string>();

  /** @returns how a transaction lets go of its items; nothing where another has some of them */
  return (fields: Readonly<Record<string, unknown>>): (() => void) | undefined => {
    const transaction = Transaction.safeParse(fields);
    if (!transaction.success) return () => undefined;
    const places = transaction.data.TransactItems.flatMap((part) =>
      Object.values(part).map(({ TableName, Key, Item = {} }) => placeOf(TableName, Key ?? Item)),
    );
    if (places.some((place) => taken.has(place))) return undefined;
    for (const place of places) taken.add(place);
    return () => {
      for (const place of places) taken.delete(place);
    };
  };
}
