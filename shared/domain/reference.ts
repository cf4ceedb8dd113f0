import * as z from 'zod';

// No vowels, so that no reference spells a word; no 0, 1, O, I or L, which are misheard and misread on the telephone.
const alphabet = '23456789BCDFGHJKMNPQRSTVWXZ';
const groupLength = 5;

/** @param random - answers that many random bytes */
function symbolsInGroups(groups: number, random: (bytes: number) => Uint8Array): string {
  const length = groups * groupLength;
  const usable = Math.floor(256 / alphabet.length) * alphabet.length;
  let symbols = '';
  while (symbols.length < length) {
    for (const byte of random(length * 2)) {
      if (byte < usable) symbols += alphabet[byte % alphabet.length];
    }
  }
  return Array.from({ length: groups }, (_, group) =>
    symbols.slice(group * groupLength, (group + 1) * groupLength),
  ).join('-');
}

/**
 * A reference that a person can read out: `7K3M9-Q2XDH`. 27^10 of them: among a million bookings, two being alike has a chance of 1 in 400.
 * It identifies to people, never opens anything.
 */
export const bookingReference = (random: (bytes: number) => Uint8Array): string => symbolsInGroups(2, random);

/** What a certificate is checked by: `7K3M9-Q2XDH-4RTBW`, long enough that nobody finds one by trying. */
export const certificateCode = (random: (bytes: number) => Uint8Array): string => symbolsInGroups(3, random);

export const referencePattern = new RegExp(`^[${alphabet}]{5}-[${alphabet}]{5}$`);

/** As people type one: in small letters, with a space or another dash in place of the hyphen, or without any. */
const asWritten = (typed: string): string =>
  typed
    .replace(/[\s\p{Pd}]/gu, '')
    .toUpperCase()
    .replace(/^(.{5})(.{5})(.{5})?$/u, (_, ...groups: (string | undefined)[]) =>
      groups.slice(0, 3).filter(Boolean).join('-'),
    );

export const typedReference = z
  .string()
  .max(40)
  .overwrite(asWritten)
  .regex(referencePattern, 'Enter a reference, like 7K3M9-Q2XDH');

export const certificateCodePattern = new RegExp(`^[${alphabet}]{5}-[${alphabet}]{5}-[${alphabet}]{5}$`);

export const typedCertificateCode = z
  .string()
  .max(40)
  .overwrite(asWritten)
  .regex(certificateCodePattern, 'Enter the code as the certificate shows it, like 7K3M9-Q2XDH-4RTBW');
