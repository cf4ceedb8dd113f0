import * as z from 'zod';
import { stageConditions } from '#domain/funding/pot.ts';
import { pounds } from '#domain/money.ts';
import { facts, paragraph } from '../layout.ts';
import { manageLink, messageKind } from '../message.ts';
import { FundingFacts, fundingRows, lastDay, toApplicant, written } from './message.ts';

const conditions = {
  started: 'once you have told us that the course has started',
  finished: 'once you have told us that you have finished the course',
} as const;

export const fundingApproved = messageKind({
  kind: 'funding-approved',
  sort: 'service',
  facts: FundingFacts.extend({
    potName: z.string(),
    pence: z.int(),
    conditions: z.string().nullable(),
    validUntil: z.string(),
    stages: z.array(z.object({ after: z.enum(stageConditions), pence: z.int() })),
  }),
  render: (award, context) => {
    const until = lastDay(award.validUntil);
    const stages = award.stages.filter(({ pence }) => pence > 0);
    const isPart = award.amountPence !== null && award.pence < award.amountPence;
    return toApplicant(award, 'We have approved your funding', [
      paragraph(`Good news: we will pay up to ${pounds(award.pence)} for your course.`),
      ...(isPart ? [paragraph('This is less than you asked for. Before you enrol, agree who will pay the rest.')] : []),
      facts(
        ...fundingRows(
          award,
          ['Amount approved', pounds(award.pence)],
          ['Paid from', award.potName],
          ['Award ends', until],
        ),
      ),
      ...(award.conditions === null
        ? []
        : [paragraph('We approved it on these conditions:'), ...written(award.conditions)]),
      paragraph('You may now enrol on the course.'),
      paragraph('When the course has started, please tell us with the link below.'),
      paragraph(stages.map(({ after, pence }) => `We pay ${pounds(pence)} ${conditions[after]}.`).join(' ')),
      paragraph(
        'Use the same link to send us an invoice for each payment. It can be from the training provider, from your practice or from you.',
      ),
      paragraph(`Please send your invoices by the end of ${until}. We cannot pay an invoice that we get after that.`),
      manageLink('See your award, report progress or send an invoice', context),
      paragraph(
        'If you no longer need the money, please withdraw your request with the same link, so that a colleague can have it.',
      ),
    ]);
  },
});

export const fundingDeclined = messageKind({
  kind: 'funding-declined',
  sort: 'service',
  facts: FundingFacts.extend({ reason: z.string(), otherPots: z.array(z.string()) }),
  render: ({ reason, otherPots, ...funding }, context) =>
    toApplicant(funding, 'Our decision about your funding request', [
      paragraph('We are sorry. We cannot pay for this course. This is the reason:'),
      ...written(reason),
      facts(...fundingRows(funding)),
      ...(otherPots.length === 0
        ? []
        : [
            paragraph('Other funding may fit this course. To ask for it, make a new request before the course begins.'),
            facts(...otherPots.map((name): [string, string] => ['Other funding', name])),
          ]),
      paragraph('If you think that we have made a mistake, please reply to this email.'),
      manageLink('See your request', context),
    ]),
});
