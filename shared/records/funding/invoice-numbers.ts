import { numberSkeleton } from '#domain/funding/look-alike.ts';
import { all, is, present } from '../engine/conditions.ts';
import type { FactsOf } from '../engine/record.ts';
import { put, update, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { InvoiceNumbersRecord } from './items.ts';

/** Which invoices have numbers that look the same, latest last: as it was read, which is what a new one rests on. */
export type InvoiceNumbers = FactsOf<typeof InvoiceNumbersRecord> & { readonly expiresAt?: number | undefined };

/** As many as one look takes. Older ones are other payees' of other years. */
const mostAlike = 50;

export const numbersKey = (number: string) => keys.invoiceNumbers(numberSkeleton(number));

/** Two invoices with numbers that look the same, sent at once: the second of them is compared with the first. */
export function numbersWrite(
  before: InvoiceNumbers | undefined,
  { number, invoiceId }: { readonly number: string; readonly invoiceId: string },
  ends: number,
): Write {
  const key = numbersKey(number);
  if (!before) return put(InvoiceNumbersRecord, key, { version: 1, invoiceIds: [invoiceId], expiresAt: ends });
  return update(
    InvoiceNumbersRecord,
    key,
    {
      set: {
        version: before.version + 1,
        invoiceIds: [...before.invoiceIds, invoiceId].slice(-mostAlike),
        expiresAt: Math.max(ends, before.expiresAt ?? 0),
      },
    },
    // Its end may be moved without another version, and must not be moved back.
    all(
      present,
      is('version', before.version),
      ...(before.expiresAt === undefined ? [] : [is('expiresAt', before.expiresAt)]),
    ),
  );
}
