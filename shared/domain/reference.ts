// No vowels, so that no reference spells a word; no 0, 1, O, I or L, which are misheard and misread on the telephone.
const alphabet = '23456789BCDFGHJKMNPQRSTVWXZ';
const length = 10;

/**
 * A reference that a person can read out: `7K3M9-Q2XDH`. 27^10 of them: among a million bookings, two being alike has a chance of 1 in 400.
 * It identifies to people, never opens anything.
 *
 * @param random - at least 20 random bytes
 */
export function bookingReference(random: (bytes: number) => Uint8Array): string {
  const usable = Math.floor(256 / alphabet.length) * alphabet.length;
  let symbols = '';
  while (symbols.length < length) {
    for (const byte of random(length * 2)) {
      if (byte < usable && symbols.length < length) symbols += alphabet[byte % alphabet.length];
    }
  }
  return `${symbols.slice(0, 5)}-${symbols.slice(5)}`;
}

export const referencePattern = new RegExp(`^[${alphabet}]{5}-[${alphabet}]{5}$`);
