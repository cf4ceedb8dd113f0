import * as z from 'zod';
import { type Choice as Chosen, choiceChannels, choiceFields } from '#domain/people/choices.ts';
import { instant } from '#domain/time/instant.ts';

export const wordingVersion = z.int().min(1).meta({
  description: 'Of the words that were agreed to. Where there are newer ones, the answer is `consent-changed`',
  example: 1,
});

export const Wording = z
  .object({
    version: wordingVersion.meta({ description: 'To be sent with what agrees to it', example: 1 }),
    text: z.string().meta({ example: 'I agree that you send me news about your services by email.' }),
  })
  .meta({ id: 'ConsentWording', description: 'In which words it is asked for' });

const { purpose, policyVersion } = choiceFields;
const purposeName = purpose.meta({ example: 'news' });

export const Choice = z
  .object({
    sort: choiceFields.sort,
    purpose: purposeName,
    wording: Wording.nullable().meta({ description: 'What was agreed to; `null` of an objection' }),
    policyVersion: policyVersion.nullable().meta({ description: 'The version of the privacy policy that held' }),
    madeAt: instant,
    madeBy: z.enum(choiceChannels),
    endedAt: instant.nullable().meta({ description: '`null` while it stands' }),
    endedBy: z.enum(choiceChannels).nullable(),
  })
  .meta({ id: 'Choice', description: 'A consent, or an objection, from when until when' });

export const ChosenNow = z
  .object({ choice: Choice.nullable().meta({ description: '`null` where there never was one' }) })
  .meta({ id: 'Chosen', description: 'As it stands now' });

export const showChoice = ({ sort, purpose, madeAt, madeBy, ...choice }: Chosen): z.input<typeof Choice> => ({
  sort,
  purpose,
  wording: choice.wording ?? null,
  policyVersion: choice.policyVersion ?? null,
  madeAt,
  madeBy,
  endedAt: choice.endedAt ?? null,
  endedBy: choice.endedBy ?? null,
});

/** @param choice - the last that was made for the same */
export const showChosen = (choice: Chosen | undefined): z.input<typeof ChosenNow> => ({
  choice: choice ? showChoice(choice) : null,
});
