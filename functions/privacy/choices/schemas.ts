import * as z from 'zod';
import { consentPurposes, objectionPurposes, staffChannels, told } from '#domain/people/choices.ts';
import { ChosenNow } from '#http/choices.ts';
import { personId } from '../people/schemas.ts';

const asTold = {
  channel: z.enum(staffChannels).meta({ description: 'By which they told you', example: 'email' }),
  receivedAt: told.receivedAt.meta({ description: 'When it arrived', example: '2027-01-12T08:15:00.000Z' }),
  words: told.words.meta({
    description:
      'Theirs, as they stand in what they wrote or as you heard them. They find them in what is held about them. Leave out what they say there of their gender, age, ethnicity or health',
    example: 'Please delete what I told you about my ethnicity.',
  }),
};

export const withdrawing = z.object({ personId, purpose: z.enum(consentPurposes) });
export const ToldWithdrawal = z.strictObject(asTold).meta({ id: 'ToldWithdrawal' });
export const ToldObjection = z
  .strictObject({ purpose: z.enum(objectionPurposes).meta({ example: 'report-on-funding' }), ...asTold })
  .meta({ id: 'ToldObjection' });

export const WithdrawnChoices = z
  .object({
    choices: z.array(ChosenNow.shape.choice.unwrap()).meta({
      description:
        'What ended with it; of access needs each booking has its own. Where none stood, what ended last; nothing of what was told before consents were recorded',
    }),
  })
  .meta({ id: 'WithdrawnChoices' });
