import * as z from 'zod';
import { looksLikeBankDetails } from './bank-details.ts';
import { showable, showableLine, somethingSeen, withoutLinks } from './plain-text.ts';

const cannotBeShown = 'Remove the characters that cannot be shown';

/** An accent, and no letter that it stands on. */
const marksAlone = /^[\s\p{M}]+$/u;

const text = (maxLength: number) =>
  z
    .string()
    .trim()
    .regex(somethingSeen, 'Enter some text')
    .refine((value) => !marksAlone.test(value), 'Enter some text')
    .refine((value) => [...value].length <= maxLength, `Enter ${maxLength} characters or fewer`)
    .meta({ maxLength });

/** One line of plain text, trimmed and in Unicode's composed form, so that O’Brien or Zoë typed on any phone is the same text. */
export const line = (maxLength: number) =>
  text(maxLength)
    .regex(showableLine, {
      error: ({ input }) => (/[\r\n\t]/.test(String(input)) ? 'Enter this on one line' : cannotBeShown),
    })
    .overwrite((value) => value.normalize('NFC'));

/** What people say of themselves, in which bank details have no place: payees give them to whoever pays, and not here. */
export const withoutBankDetails = <Text extends z.ZodString>(text: Text) =>
  text.refine(
    (value) => !looksLikeBankDetails(value),
    'Remove what looks like a sort code and an account number: we do not keep bank details',
  );

/**
 * What somebody or something is called. It stands in emails that go to any address given, so it cannot carry a link there.
 */
export const plainName = (maxLength: number) =>
  withoutBankDetails(line(maxLength).regex(withoutLinks, 'Enter a name without a web or email address'));

/** Plain text that may run over several lines. */
export const paragraphs = (maxLength: number) =>
  text(maxLength)
    .regex(showable, cannotBeShown)
    .overwrite((value) => value.normalize('NFC'));

/** Text about money, in which bank details have no place. */
export const note = (maxLength: number) => withoutBankDetails(paragraphs(maxLength));
