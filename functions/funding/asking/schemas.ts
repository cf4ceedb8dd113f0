import * as z from 'zod';
import { note } from '#domain/text/text.ts';
import { Applicant, amountPence, costPence, course, paysFor, potId, version } from '../schemas.ts';

const reason = note(3000).meta({
  example: 'Our practice is taking over diabetes reviews, and I will run the clinic.',
  'x-label': 'Why you want to take this course',
  'x-hint': 'What you will do with it, and what it does for patients. Say nothing about any patient',
  'x-ask': 'Enter why you want to take this course',
});
const otherFunding = note(500).meta({
  description: 'Who else pays, and what',
  example: 'The practice pays the rest.',
  'x-label': 'Who pays the rest (if anybody does)',
  'x-ask': 'Enter who pays the rest',
});

/** What may be left for later: a request is sent when all of it is there. */
const requestFields = {
  potId: potId.nullable().optional().meta({
    description: 'Which pot; `null`: not sure',
    example: null,
    'x-label': 'Where the money comes from',
    'x-hint': 'If you are not sure, leave it to us',
    'x-ask': 'Choose where the money comes from',
  }),
  course: course.optional(),
  costPence: costPence.optional(),
  amountPence: amountPence.optional(),
  otherFunding: otherFunding.optional(),
  paysFor: paysFor.optional(),
  reason: reason.optional(),
  applicantStatement: note(4000).optional().meta({
    description: 'Your own statement, where the pot asks for one',
    example: 'I want to lead our clinic.',
    'x-label': 'Your own statement',
    'x-hint': 'What you bring, and what you want to do afterwards',
    'x-ask': 'Enter your own statement',
  }),
};

export const NewFundingRequest = z
  .strictObject({ person: Applicant, ...requestFields })
  .meta({ id: 'NewFundingRequest' });

/** What nobody need say can be taken back, too: `null`. */
export const FundingRequestChange = z
  .strictObject({
    version,
    ...requestFields,
    otherFunding: requestFields.otherFunding.nullable(),
    applicantStatement: requestFields.applicantStatement.nullable(),
  })
  .meta({ id: 'FundingRequestChange' });
