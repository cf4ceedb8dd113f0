import { type Invoice, invoiceIdentity } from '#domain/funding/invoice.ts';
import { all, present, when } from '../engine/conditions.ts';
import { put, remove, update, type Write } from '../engine/writes.ts';
import { type Key, keys } from '../keys.ts';
import { InvoiceGuardRecord } from './items.ts';

/** What is nobody else's while an invoice stands: its payee with its number, and each of its files. */
export const guardsOf = (of: Pick<Invoice, 'payeeName' | 'number'>, fileHashes: readonly string[]): Key[] => [
  keys.invoiceGuard('number', invoiceIdentity(of)),
  ...fileHashes.map((hash) => keys.invoiceGuard('file', hash)),
];

/** An invoice with the SHA-256 of each of its documents. */
export interface InvoiceWithFiles {
  readonly invoice: Pick<Invoice, 'invoiceId' | 'payeeName' | 'number'>;
  readonly files: readonly string[];
}

const guardName = ({ pk }: Key): string => `guard ${pk}`;

/** Whether one of the writes that were refused would have taken what is another invoice's. */
export const isGuarded = (refused: readonly string[]): boolean => refused.some((name) => name.startsWith('guard '));

/** Takes the guards of a new invoice; those of the one that it takes the place of become its own, or are free again. */
export function guardWrites(
  { invoice: { invoiceId, ...named }, files }: InvoiceWithFiles,
  replaces: InvoiceWithFiles | undefined,
  ends: number,
): Readonly<Record<string, Write>> {
  const wanted = guardsOf(named, files);
  const held = replaces ? guardsOf(replaces.invoice, replaces.files) : [];
  const has = (list: readonly Key[], { pk }: Key) => list.some((key) => key.pk === pk);
  const taken = wanted.map((key): [string, Write] => {
    const write =
      replaces && has(held, key)
        ? update(
            InvoiceGuardRecord,
            key,
            { set: { invoiceId }, ends: { with: ends } },
            all(present, when(InvoiceGuardRecord).is('invoiceId', replaces.invoice.invoiceId)),
          )
        : put(InvoiceGuardRecord, key, { invoiceId, ends: { with: ends } });
    return [guardName(key), write];
  });
  const freed = held
    .filter((key) => !has(wanted, key))
    .map((key): [string, Write] => [guardName(key), remove(InvoiceGuardRecord, key)]);
  return Object.fromEntries([...taken, ...freed]);
}
