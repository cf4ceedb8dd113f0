import { view } from '#privacy/views.ts';
import { EmailRecord, SuppressedAddressRecord } from './items.ts';

export const EmailView = view('deliver-email', EmailRecord, [
  'emailId',
  'kind',
  'about',
  'createdAt',
  'attempts',
  'leasedUntil',
  'leasedBy',
  'sesMessageId',
  'sentAt',
  'deliveredAt',
  'bouncedAt',
  'complainedAt',
  'gaveUpAt',
  'gaveUpBecause',
  'linkExpiresAt',
  'mailboxName',
  'facts',
  'to',
]);
export const SuppressedAddressView = view(['deliver-email', 'provide-services'], SuppressedAddressRecord, ['reason']);
