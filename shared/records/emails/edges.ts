import type * as z from 'zod';
import { mailboxOf } from '#domain/people/mailbox.ts';
import { at, type Belonging, edge, edgeFromMailbox, inList } from '../engine/edges.ts';
import { type EmailRef, keys, lists } from '../keys.ts';
import { EmailRecord, SuppressedAddressRecord } from './items.ts';

/** Who is written to is told apart from who is only named. */
export const addressee: Pick<Belonging<z.ZodObject, typeof EmailRecord>, 'as'> = {
  as: ({ to }, _start, mailboxes) => (mailboxes.has(mailboxOf(to)) ? 'addressee' : undefined),
};

/** The emails about a record. */
export const emailsAbout = <From extends z.ZodObject>(
  from: From,
  about: (record: z.output<From>) => EmailRef['about'],
  whose?: Belonging<From, typeof EmailRecord>,
) => edge(from, EmailRecord, (record) => inList(lists.emailsAbout(about(record))), { ...addressee, ...whose });

/** That an address returns mail: of the very address that a record has, which others of its mailbox need not. */
export const suppressionOf = <From extends z.ZodObject>(
  from: From,
  address: (record: z.output<From>) => string,
  whose?: Belonging<From, typeof SuppressedAddressRecord>,
) => edge(from, SuppressedAddressRecord, (record) => at(keys.suppressedAddress(address(record))), whose);

export const emailEdges = [edgeFromMailbox(SuppressedAddressRecord, (address) => at(keys.suppressedAddress(address)))];
