import type * as z from 'zod';
import { numberSkeleton } from '#domain/funding/look-alike.ts';
import { firstVersion } from '#domain/numbers.ts';
import { view } from '#privacy/views.ts';
import { all, present, when } from '../engine/conditions.ts';
import { put, revise, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { InvoiceNumbersRecord } from './items.ts';

/** Which invoices have numbers that look the same, latest last: as it was read, which is what a new one rests on. */
export const InvoiceNumbersView = view(['provide-services', 'pay'], InvoiceNumbersRecord, [
  'version',
  'invoiceIds',
  'expiresAt',
]);
export type InvoiceNumbers = z.output<typeof InvoiceNumbersView>;

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
  if (!before)
    return put(InvoiceNumbersRecord, key, { version: firstVersion, invoiceIds: [invoiceId], ends: { with: ends } });
  return revise(
    InvoiceNumbersRecord,
    key,
    before,
    {
      set: { invoiceIds: [...before.invoiceIds, invoiceId].slice(-mostAlike) },
      ends: { with: Math.max(ends, before.expiresAt ?? 0) },
    },
    // Its end may be moved without another version, and must not be moved back.
    all(
      present,
      ...(before.expiresAt === undefined ? [] : [when(InvoiceNumbersRecord).is('expiresAt', before.expiresAt)]),
    ),
  );
}
