import * as z from 'zod';
import { askedStatementKinds } from '#domain/funding/pot.ts';
import { excessPayers, releaseTimes, statement, statementStatuses } from '#domain/funding/statement.ts';
import { id } from '#domain/ids.ts';
import { pence } from '#domain/money.ts';
import { emailAddress, personName } from '#domain/people/person.ts';
import { note } from '#domain/text/text.ts';
import { day, instant } from '#domain/time/instant.ts';
import { Applicant, documentIds, someDocuments, statementId } from '../schemas.ts';

const author = {
  authorName: personName.meta({
    example: 'Pat Manager',
    'x-label': 'Their full name',
    'x-ask': 'Enter their full name',
  }),
  authorEmail: emailAddress.meta({
    format: 'email',
    example: 'pat.manager@nhs.net',
    'x-label': 'Their work email address',
    'x-hint': 'We send them a link, which they can use once',
    'x-ask': 'Enter their work email address',
  }),
};

export const StatementAsked = z
  .strictObject({
    kind: z
      .enum(askedStatementKinds)
      .meta({ example: 'manager', 'x-label': 'Who they are', 'x-ask': 'Choose who they are' }),
    ...author,
    documentIds: documentIds.default([]).meta({
      description: 'A statement that they have signed, uploaded by you: then nobody is asked by email',
      example: [],
    }),
  })
  .meta({ id: 'StatementAsked' });

export const StatementResent = z
  .strictObject({
    to: z.strictObject(author).optional().meta({ description: 'Somebody else; left out: the same person again' }),
  })
  .meta({ id: 'StatementResent' });

const statementAnswer = {
  supports: z
    .boolean()
    .meta({ example: true, 'x-label': 'Do you support it?', 'x-ask': 'Choose whether you support it' }),
  releaseTime: z.enum(releaseTimes).meta({
    description: 'Whether time on the course is work time',
    example: 'paid',
    'x-label': 'Do they get time off for it?',
    'x-ask': 'Choose whether they get time off for it',
  }),
  excessPaidBy: z.enum(excessPayers).meta({
    description: 'Who pays what the award does not',
    example: 'employer',
    'x-label': 'Who pays what we do not?',
    'x-ask': 'Choose who pays what we do not',
  }),
};

export const StatementGiven = z
  .strictObject({
    ...statementAnswer,
    text: note(4000).optional().meta({
      example: 'I support this. The clinic needs it.',
      'x-label': 'Your statement',
      'x-hint': 'A few sentences: why, and what it does for patients. Say nothing about any patient',
      'x-ask': 'Enter your statement, or upload it',
    }),
    documentIds: documentIds.default([]),
  })
  .refine(({ text, documentIds: given }) => text !== undefined || given.length > 0, {
    path: ['text'],
    error: 'Write your statement here, or upload it',
  })
  .meta({ anyOf: [{ required: ['text'] }, { required: ['documentIds'], properties: someDocuments }] })
  .meta({ id: 'StatementGiven' });

export const StatementForAuthor = z
  .object({
    statementId,
    kind: z.enum(askedStatementKinds),
    status: z.enum(statementStatuses),
    endsAt: instant.meta({ description: 'Until when the link can be used' }),
    authorName: author.authorName,
    applicant: Applicant.pick({ name: true, jobTitle: true }),
    course: z.object({
      name: z.string().meta({ example: 'Long-term conditions in primary care' }),
      provider: z.string().meta({ example: 'London South Bank University' }),
      startsOn: day,
      endsOn: day,
    }),
    costPence: pence.optional(),
    amountPence: pence.optional(),
  })
  .meta({ id: 'StatementForAuthor' });

export const AskedStatement = z.object({
  statementId,
  kind: z.enum(askedStatementKinds),
  status: z.enum(statementStatuses),
  ...author,
  endsAt: instant,
  ended: z.boolean().meta({ description: 'The link was not used in time: ask again, or somebody else' }),
  emailReturned: z.boolean().meta({ description: 'The email came back: ask at another address' }),
});

export const StaffStatement = AskedStatement.extend({
  ...statement.pick({ askedAt: true, answeredAt: true, releaseTime: true, excessPaidBy: true }).shape,
  text: z.string().optional(),
  documentIds: z.array(id),
});
