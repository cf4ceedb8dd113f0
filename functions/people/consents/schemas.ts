import * as z from 'zod';
import { type ConsentPurpose, consentPurposes, objectionPurposes } from '#domain/people/choices.ts';
import { demographicFields, disabilities, ethnicCategories, genders, whyAsked } from '#domain/people/demographics.ts';
import { instant } from '#domain/time/instant.ts';
import { Choice, Wording, wordingVersion } from '#http/choices.ts';

const inWords = z.string().meta({ description: 'For what, in words', example: 'News about our services by email' });

const ConsentStanding = z
  .object({
    purpose: z.enum(consentPurposes),
    inWords,
    wording: Wording,
    given: Choice.nullable().meta({ description: 'The last that was given, whether it stands or not' }),
  })
  .meta({ id: 'ConsentStanding' });

const ObjectionStanding = z
  .object({
    purpose: z.enum(objectionPurposes),
    inWords,
    made: Choice.nullable().meta({ description: 'The last that was made, whether it stands or not' }),
  })
  .meta({ id: 'ObjectionStanding' });

export const Consents = z
  .object({
    consents: z.array(ConsentStanding),
    objections: z.array(ObjectionStanding),
    history: z.array(Choice).meta({ description: 'The latest first, of each purpose 50 at most' }),
  })
  .meta({ id: 'Consents' });

export const ConsentGiven = z.strictObject({ wordingVersion }).meta({ id: 'ConsentGiven' });
/** Demographics are agreed to with what is told, and access needs with a booking. */
const givenByItself = ['news'] as const satisfies readonly ConsentPurpose[];
const takenBackHere = ['demographics', 'news'] as const satisfies readonly ConsentPurpose[];

export const giving = z.object({ purpose: z.enum(givenByItself) });
export const takingBack = z.object({ purpose: z.enum(takenBackHere) });
export const objecting = z.object({ purpose: z.enum(objectionPurposes) });

interface Asked {
  readonly label: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly hint: string;
}

const labelled = <S extends z.ZodType>(schema: S, { label, labels, hint }: Asked, example: string) =>
  schema.meta({ example, 'x-labels': labels, 'x-label': label, 'x-hint': hint, 'x-ask': 'Choose one of these' });

const told = {
  gender: labelled(demographicFields.gender, { label: 'Gender', labels: genders, hint: whyAsked.gender }, 'female'),
  yearOfBirth: demographicFields.yearOfBirth.meta({
    description: 'Never a date. Or `prefer-not-to-say`',
    example: 1988,
    'x-label': 'Year of birth',
    'x-hint': `${whyAsked.yearOfBirth} Leave it empty if you prefer not to say`,
    'x-ask': 'Enter a year with four digits, like 1988',
  }),
  ethnicity: labelled(
    demographicFields.ethnicity,
    { label: 'Ethnicity', labels: ethnicCategories, hint: whyAsked.ethnicity },
    'B',
  ),
  disability: labelled(
    demographicFields.disability,
    { label: 'Do you have a disability?', labels: disabilities, hint: whyAsked.disability },
    'no',
  ),
};

export const ToldDemographics = z
  .strictObject({ wordingVersion, ...told })
  .meta({ id: 'ToldDemographics', description: 'All that is to be kept: what is left out is deleted' });

const AskedField = z
  .object({
    field: z.enum(Object.keys(told) as [keyof typeof told, ...(keyof typeof told)[]]),
    why: z.string().meta({ example: 'It shows whether training reaches people of every background.' }),
  })
  .meta({ id: 'AskedDemographic', description: 'Why it is asked' });

export const OwnDemographics = z
  .object({
    wording: Wording,
    asked: z.array(AskedField),
    told: z
      .object({ ...told, savedAt: instant })
      .nullable()
      .meta({ description: '`null` where nothing is kept' }),
    choice: Choice.nullable().meta({ description: 'The consent that was given last, whether it stands or not' }),
  })
  .meta({ id: 'OwnDemographics' });
