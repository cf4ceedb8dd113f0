import * as z from 'zod';
import { personDetails } from '#domain/people/person.ts';
import { disputeOutcomes } from '#domain/training/dispute.ts';
import { written } from '../funding/message.ts';
import { paragraph } from '../layout.ts';
import { dear, messageKind } from '../message.ts';

/** To who said that what is recorded of their training is wrong. */
export const trainingDisputeSettled = messageKind({
  kind: 'training-dispute-settled',
  sort: 'service',
  facts: z.object({
    name: personDetails.name,
    title: z.string(),
    outcome: z.enum(disputeOutcomes),
    answer: z.string(),
  }),
  render: ({ title, outcome, answer, ...person }, context) => ({
    subject: 'What became of the training record that you told us was wrong',
    because: 'you told us that something in your training records is wrong',
    blocks: [
      dear(person),
      paragraph(`You told us that what we have recorded of you and “${title}” is wrong.`),
      paragraph(
        outcome === 'corrected'
          ? 'You were right, and we have corrected it.'
          : 'We have looked into it, and what is recorded stays as it is.',
      ),
      paragraph(`${context.hub.shortName} wrote:`),
      ...written(answer),
      paragraph(
        outcome === 'corrected'
          ? `If it is still not right, write to ${context.hub.contact.email}.`
          : `If you do not agree, tell us again, or write to ${context.hub.contact.email}.`,
      ),
    ],
  }),
});
