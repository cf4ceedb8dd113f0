import * as z from 'zod';
import { type ProgressKind, progressKinds } from '#domain/funding/pot.ts';
import { dayInWords } from '#domain/time/london.ts';
import { facts, paragraph } from '../layout.ts';
import { manageLink, messageKind } from '../message.ts';
import { awardRows, FundingFacts, toApplicant } from './message.ts';

const ProgressFacts = FundingFacts.extend({ progress: z.enum(progressKinds), dueOn: z.string() });

const wanted: Readonly<Record<ProgressKind, string>> = {
  started: 'tell us when your course has started',
  'half-way': 'tell us how your course is going',
  finished: 'tell us when you have finished your course',
};

const asked: Readonly<Record<ProgressKind, (day: string) => string>> = {
  started: (day) => `By the dates in your request, your course begins on ${day}. Please tell us when it has started.`,
  'half-way': (day) =>
    `By the dates in your request, ${day} is half-way through your course. Please tell us how it is going.`,
  finished: (day) =>
    `By the dates in your request, your course ends on ${day}. Please tell us when you have finished it.`,
};

const needed: Readonly<Record<ProgressKind, string>> = {
  started: 'If we pay a part of your award when the course starts, you can then send us an invoice with the same link.',
  'half-way': 'A sentence or two is enough.',
  finished:
    'Please upload something that shows that you have finished, such as your certificate. If your award has not ended, you can then send us your last invoice with the same link.',
};

const links: Readonly<Record<ProgressKind, string>> = {
  started: 'Tell us that the course has started',
  'half-way': 'Tell us how the course is going',
  finished: 'Tell us that you have finished',
};

const changed = paragraph(
  'If the dates have changed, or you cannot go on with the course, please reply to this email and tell us.',
);

export const progressDue = messageKind({
  kind: 'progress-due',
  sort: 'service',
  facts: ProgressFacts,
  render: ({ progress, dueOn, ...funding }, context) =>
    toApplicant(funding, `Please ${wanted[progress]}`, [
      paragraph(asked[progress](dayInWords(dueOn))),
      facts(...awardRows(funding)),
      manageLink(links[progress], context),
      paragraph(needed[progress]),
      changed,
    ]),
});

const without: Readonly<Record<ProgressKind, string>> = {
  started: 'We cannot pay an invoice until you have told us that the course has started.',
  'half-way': 'A sentence or two is enough. If we do not hear from you, we may contact you about it.',
  finished:
    'Please upload something that shows that you have finished, such as your certificate. If a part of your award is paid at the end of the course, we cannot pay it before that.',
};

export const progressOverdue = messageKind({
  kind: 'progress-overdue',
  sort: 'service',
  facts: ProgressFacts,
  render: ({ progress, dueOn, ...funding }, context) =>
    toApplicant(funding, `Reminder to ${wanted[progress]}`, [
      paragraph('This is a reminder. We have not heard from you about your course yet.'),
      paragraph(asked[progress](dayInWords(dueOn))),
      facts(...awardRows(funding)),
      manageLink(links[progress], context),
      paragraph(without[progress]),
      changed,
    ]),
});

export const courseCompleted = messageKind({
  kind: 'course-completed',
  sort: 'service',
  facts: FundingFacts,
  render: (funding, context) =>
    toApplicant(funding, 'Congratulations on finishing your course', [
      paragraph('Congratulations. Thank you for telling us that you have finished your course.'),
      facts(...awardRows(funding)),
      paragraph(
        'If there is an invoice that you have not sent us, please send it before your award ends. You can see that date with this link.',
      ),
      manageLink('See your award or send your last invoice', context),
      paragraph('If you have sent us every invoice, you do not need to do anything else.'),
    ]),
});
