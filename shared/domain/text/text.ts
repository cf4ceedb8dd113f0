import * as z from 'zod';
import { looksLikeBankDetails } from './bank-details.ts';
import { showable, showableLine, somethingSeen, withoutLinks } from './plain-text.ts';

const cannotBeShown = 'Remove the characters that cannot be shown';

/** An accent, and no letter that it stands on. */
const marksAlone = /^[\s\p{M}]+$/u;

type Check = z.core.$ZodCheck<string>;

const tooLong = (maxLength: number): string => `Enter ${maxLength} characters or fewer`;

/** By that much, no text is shorter once it is composed. */
const mostUnitsEach = 8;

/**
 * Composing takes as long as the square of the accents in a row, and whoever asks decides how many those are: so what is far too long, or
 * has more of them than any script, is not composed at all.
 */
const roughly = (maxLength: number) =>
  z.refine<string>((value) => value.length <= mostUnitsEach * maxLength, { error: tooLong(maxLength), abort: true });

/** Thirty are safe for streams, as Unicode calls it (UAX #15, section 13). */
const fewMarks = z.refine<string>((value) => !/\p{M}{31}/u.test(value), {
  error: 'Remove some of the accents that stand on one letter',
  abort: true,
});

/**
 * In Unicode's composed form, so that O’Brien or Zoë typed on any phone is the same text; before it is measured and looked at, since that
 * form can be longer, and in another order.
 */
const composed = z.overwrite<string>((value) => value.normalize('NFC'));

/** Made at once: of a text to which one check after the other is added, each step is a schema of its own. */
const text = (maxLength: number, ...checks: readonly Check[]) =>
  z
    .string()
    .check(
      z.trim(),
      roughly(maxLength),
      fewMarks,
      composed,
      z.regex(somethingSeen, 'Enter some text'),
      z.refine((value) => !marksAlone.test(value), 'Enter some text'),
      z.refine((value) => [...value].length <= maxLength, tooLong(maxLength)),
      ...checks,
    )
    .meta({ maxLength });

const showableOnOneLine = z.regex(showableLine, {
  error: ({ input }) => (/[\r\n\t]/.test(String(input)) ? 'Enter this on one line' : cannotBeShown),
});

/** One line of plain text, trimmed and in Unicode's composed form. */
export const line = (maxLength: number) => text(maxLength, showableOnOneLine);

/** What people say of themselves, in which bank details have no place: payees give them to whoever pays, and not here. */
const noBankDetails = z.refine<string>(
  (value) => !looksLikeBankDetails(value),
  'Remove what looks like a sort code and an account number: we do not keep bank details',
);
export const withoutBankDetails = <Text extends z.ZodString>(text: Text) => text.check(noBankDetails);

/**
 * What somebody or something is called. It stands in emails that go to any address given, so it cannot carry a link there.
 */
export const plainName = (maxLength: number) =>
  text(
    maxLength,
    showableOnOneLine,
    z.regex(withoutLinks, 'Enter a name without a web or email address'),
    noBankDetails,
  );

const showableParagraphs = z.regex(showable, cannotBeShown);

/** Plain text that may run over several lines. */
export const paragraphs = (maxLength: number) => text(maxLength, showableParagraphs);

/** Text about money, in which bank details have no place. */
export const note = (maxLength: number) => text(maxLength, showableParagraphs, noBankDetails);
