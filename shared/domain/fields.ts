import * as z from 'zod';
import { allJobRoles, jobRoleInWords, roleGroups } from '../hub/job-roles.ts';
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

export const personName = plainName(200);
export const jobTitle = withoutBankDetails(line(120)).meta({ example: 'Lead practice nurse' });

/** Plain text that may run over several lines. */
export const paragraphs = (maxLength: number) =>
  text(maxLength)
    .regex(showable, cannotBeShown)
    .overwrite((value) => value.normalize('NFC'));

/** An email address in lower case: the practice of every mail system in use, and what makes one person of one address. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'Enter an email address of 254 characters or fewer')
  .regex(z.regexes.email, 'Enter an email address, like name@nhs.net')
  .meta({ format: 'email' });

/** Years have four digits, so that text order is time order; an offset may lead out of them. */
const isWithinFourDigits = (value: string): boolean => {
  const time = Date.parse(value);
  return !Number.isNaN(time) && /^\d{4}-/.test(new Date(time).toISOString());
};

/**
 * An instant, given with any offset and kept as ISO 8601 UTC with milliseconds, so that text order is time order.
 */
export const instant = z.iso
  .datetime({ offset: true, error: 'Enter a date and time with its offset, like 2027-01-18T09:30:00Z' })
  .refine(isWithinFourDigits, 'Enter a date and time that exists')
  .overwrite((value) => (Number.isNaN(Date.parse(value)) ? value : new Date(value).toISOString()));

/** A ULID, as every id of ours is. */
export const id = z
  .string()
  .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'This is not an id of ours')
  .meta({ example: '01KF5A2C4E6G8J1M3P5R7T9V2X' });

export const secureUrl = z
  .url({ protocol: /^https$/, error: 'Enter a web address that begins with https://' })
  .regex(/^https:\/\/[^\s/?#@\\]+(?:[/?#]\S*)?$/, 'Enter a web address without a user name or spaces')
  .max(500, 'Enter a web address of 500 characters or fewer')
  .meta({ format: 'uri' });

/** An ODS code: how NHS England names a practice (G85001), a PCN (U12345) or another organisation. */
export const odsCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]{3,10}$/, 'Enter an ODS code, like G85001');

export const jobRole = z
  .enum(allJobRoles, `Choose one of: ${allJobRoles.join(', ')}`)
  .meta({ 'x-labels': Object.fromEntries(allJobRoles.map((role) => [role, jobRoleInWords(role)])) });

/** Where a person works: an organisation by its ODS code or, where it has none, by its name. */
export const workplace = z
  .strictObject({
    odsCode: odsCode.optional(),
    name: withoutBankDetails(line(200)).optional(),
    borough: line(60),
  })
  .refine(({ odsCode, name }) => odsCode !== undefined || name !== undefined, {
    path: ['odsCode'],
    error: 'Enter the ODS code of the workplace, or its name',
  })
  .meta({ anyOf: [{ required: ['odsCode'] }, { required: ['name'] }] });

export type Workplace = z.output<typeof workplace>;

/** Who a session is for; an empty list means everyone. */
export const audience = z.strictObject({
  roleGroups: z.array(z.enum(roleGroups)).max(roleGroups.length).default([]),
  boroughs: z.array(line(60)).max(50).default([]),
});

const wholePence = z.int().min(0, 'Enter pence, 0 or more').max(10_000_000, 'Enter 10000000 pence or less');

/** What cancelling late, or not coming, means. */
export const cancellationPolicy = z.strictObject({
  unit: z.enum(['working-days', 'calendar-days']),
  notice: z.int().min(0, 'Enter 0 to 60 days').max(60, 'Enter 0 to 60 days'),
  feeBands: z
    .array(z.strictObject({ upToMinutes: z.int().min(1, 'Enter 1 minute or more').nullable(), pence: wholePence }))
    .max(10, 'Give ten bands or fewer'),
  payer: z.enum(['practice', 'person']),
  waivedBySubstitute: z.boolean(),
});

/** What somebody owes, and for what. */
export const charge = z.object({
  pence: wholePence,
  payer: z.enum(['practice', 'person']),
  because: z.enum(['late-cancellation', 'did-not-attend']),
});

/** What somebody is answered who says that something in their name was none of theirs. */
export const disowned = {
  heldUntil: instant.meta({ description: 'Until then no form makes anything with this email address' }),
  ended: z
    .boolean()
    .meta({ description: 'Whether it is over, by this or before; false where it can no longer be ended' }),
  detail: z.string().optional().meta({
    description: 'Where it can no longer be ended: why, and where to write',
    example: 'The session has started. Write to bookings@hub.example, and we will put it right',
  }),
};
