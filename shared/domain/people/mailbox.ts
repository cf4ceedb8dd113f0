/**
 * The mailbox that an address leads to: lower case and without its `+tag` (RFC 5233), since mail systems in use deliver
 * `name+anything@` to `name@`.
 *
 * It decides who counts as the same person: what is refused, limited or kept once. Never which records may be seen, nor where
 * mail goes: that is the very address, since nothing keeps a mail system from giving `name+other@` to somebody else.
 */
export function mailboxOf(address: string): string {
  const plain = address.toLowerCase();
  const at = plain.lastIndexOf('@');
  const tag = plain.indexOf('+');
  return tag > 0 && tag < at ? plain.slice(0, tag) + plain.slice(at) : plain;
}

/** Whether two addresses are one person's, as far as can be told from them. */
export const sameMailbox = (one: string, other: string): boolean => mailboxOf(one) === mailboxOf(other);
