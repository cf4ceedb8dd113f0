import * as z from 'zod';
import { emailAddress } from '#domain/people/person.ts';

const address = emailAddress.meta({
  format: 'email',
  example: 'siobhan.obrien@nhs.net',
  description: 'To the letter, but for its case: another spelling of the same mailbox is another address',
});

export const SuppressedAddress = z.strictObject({ address }).meta({ id: 'SuppressedAddress' });
export const ClearedAddress = z.object({ address }).meta({ id: 'ClearedAddress' });
