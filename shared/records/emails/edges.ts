import type * as z from 'zod';
import type { SubjectRole } from '#privacy/subjects.ts';
import { at, edge, edgeFromMailbox, inList } from '../engine/edges.ts';
import { type EmailRef, keys, lists } from '../keys.ts';
import { EmailRecord, SuppressedAddressRecord } from './items.ts';

/** The emails about a record. */
export const emailsAbout = <From extends z.ZodObject>(
  from: From,
  about: (record: z.output<From>) => EmailRef['about'],
  roles?: readonly SubjectRole[],
) => edge(from, EmailRecord, (record) => inList(lists.emailsAbout(about(record))), roles);

/** That an address returns mail: of the very address that a record has, which others of its mailbox need not. */
export const suppressionOf = <From extends z.ZodObject>(
  from: From,
  address: (record: z.output<From>) => string,
  roles?: readonly SubjectRole[],
) => edge(from, SuppressedAddressRecord, (record) => at(keys.suppressedAddress(address(record))), roles);

export const emailEdges = [edgeFromMailbox(SuppressedAddressRecord, (address) => at(keys.suppressedAddress(address)))];
