import * as z from 'zod';
import { allJobRoles, jobRoleInWords } from '#hub/job-roles.ts';
import { version } from '../numbers.ts';
import { line, plainName, withoutBankDetails } from '../text/text.ts';
import { instant } from '../time/instant.ts';

export const personName = plainName(200);

export const jobTitle = withoutBankDetails(line(120)).meta({
  example: 'Lead practice nurse',
  'x-label': 'Job title',
  'x-hint': 'As your colleagues call it, like Lead practice nurse',
  'x-ask': 'Enter your job title',
});

/** An email address in lower case: the practice of every mail system in use, and what makes one person of one address. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'Enter an email address of 254 characters or fewer')
  .regex(z.regexes.email, 'Enter an email address, like name@nhs.net')
  .meta({ format: 'email' });

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
    odsCode: odsCode.optional().meta({
      'x-label': 'ODS code of your practice',
      'x-hint': 'Like G85001. Leave it empty if you do not know it, and enter the name',
      'x-ask': 'Enter the ODS code of your practice, or its name below',
    }),
    name: withoutBankDetails(line(200)).optional().meta({
      'x-label': 'Name of your practice',
      'x-hint': 'If you have not entered its ODS code',
      'x-ask': 'Enter the name of your practice, or its ODS code above',
    }),
    borough: line(60).meta({
      'x-label': 'Borough',
      'x-hint': 'Where your practice is',
      'x-ask': 'Choose the borough where your practice is',
    }),
  })
  .refine(({ odsCode, name }) => odsCode !== undefined || name !== undefined, {
    path: ['odsCode'],
    error: 'Enter the ODS code of the workplace, or its name',
  })
  .meta({ anyOf: [{ required: ['odsCode'] }, { required: ['name'] }] });

/**
 * Who somebody is, as it is kept of them. What is typed must also be a {@link personName} and a {@link jobTitle}: those rules may
 * become stricter, and what is stored stays readable.
 */
export const personDetails = { name: line(200), workEmail: emailAddress, workplace, jobRole, jobTitle: line(120) };
export type Person = z.output<z.ZodObject<typeof personDetails>>;

/** The same as forms take it, with what their descriptions say of each field. */
export const personFields = {
  name: personName.meta({ example: "Siobhán O'Brien", 'x-label': 'Full name', 'x-ask': 'Enter your full name' }),
  workEmail: personDetails.workEmail.meta({
    format: 'email',
    example: 'siobhan.obrien@nhs.net',
    'x-label': 'Work email address',
    'x-hint': 'We send everything about this there',
    'x-ask': 'Enter your work email address',
  }),
  workplace: personDetails.workplace.meta({
    description: 'By ODS code or, where it has none, by name',
    example: { odsCode: 'G85001', borough: 'Lambeth' },
  }),
  jobRole: personDetails.jobRole.meta({
    description: 'As the National Workforce Reporting Service names it',
    example: 'practice-nurse',
    'x-label': 'Role',
    'x-hint': 'The one nearest to yours',
    'x-ask': 'Choose your role',
  }),
  jobTitle,
};

const shownWork = {
  workplace: workplace.meta({ example: { odsCode: 'G85001', borough: 'Lambeth' } }),
  jobRole: jobRole.meta({ example: 'practice-nurse' }),
  jobTitle: personDetails.jobTitle.meta({ example: 'Lead practice nurse' }),
};

/** The same as it is shown of somebody, with what their work was before, oldest first. */
export const shownProfile = {
  name: personDetails.name.meta({ example: "Siobhán O'Brien" }),
  ...shownWork,
  workEmail: emailAddress.meta({ example: 'siobhan.obrien@nhs.net' }),
  version: version.meta({ description: 'What a change is based on' }),
  earlier: z
    .array(z.object({ ...shownWork, until: instant }))
    .meta({ description: 'What their work was before, oldest first' }),
};

/** What a change of it may give: what is left out stays. */
export const changedProfileFields = z.strictObject(personFields).omit({ workEmail: true }).partial().shape;
