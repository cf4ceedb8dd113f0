import * as z from 'zod';
import { consentPurposes, objectionPurposes, staffChannels, told } from '#domain/people/choices.ts';
import { ChosenNow } from '#http/choices.ts';
import { personId } from '../people/schemas.ts';

const oneOf = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z.enum(names, `Choose one of: ${names.join(', ')}`);

const asTold = {
  channel: oneOf(staffChannels).meta({ description: 'By which they told you', example: 'email' }),
  receivedAt: told.receivedAt.meta({ description: 'When it arrived', example: '2027-01-12T08:15:00.000Z' }),
  words: told.words.meta({
    description:
      'Theirs, as they stand in what they wrote or as you heard them. They find them in what is held about them',
    example: 'Please delete what I told you about my ethnicity.',
  }),
};

export const withdrawing = z.object({ personId, purpose: oneOf(consentPurposes) });
export const ToldWithdrawal = z.strictObject(asTold).meta({ id: 'ToldWithdrawal' });
export const ToldObjection = z
  .strictObject({ purpose: oneOf(objectionPurposes).meta({ example: 'report-on-funding' }), ...asTold })
  .meta({ id: 'ToldObjection' });

export const WithdrawnChoices = z
  .object({
    choices: z.array(ChosenNow.shape.choice.unwrap()).meta({
      description:
        'What ended with it; of access needs each booking has its own: of so many, 40 at once, and sending it again ends the next. Nothing where no consent stood',
    }),
  })
  .meta({ id: 'WithdrawnChoices' });
