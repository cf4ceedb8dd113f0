import * as z from 'zod';
import { pounds } from '#domain/money.ts';
import { facts, paragraph } from '../layout.ts';
import { manageLink, messageKind } from '../message.ts';
import { awardRows, FundingFacts, lastDay, toApplicant } from './message.ts';

export const awardAboutToLapse = messageKind({
  kind: 'award-about-to-lapse',
  sort: 'service',
  facts: FundingFacts.extend({ pence: z.int(), validUntil: z.string() }),
  render: ({ pence, validUntil, ...funding }, context) => {
    const until = lastDay(validUntil);
    return toApplicant(funding, 'Your award ends soon', [
      paragraph(`You have ${pounds(pence)} of your award left to claim. You can claim it until the end of ${until}.`),
      facts(...awardRows(funding, ['Left to claim', pounds(pence)], ['Award ends', until])),
      paragraph(
        'Please send us your invoice by then. If you have not told us that the course has started, do that first. You can do both with this link.',
      ),
      manageLink('Report progress or send an invoice', context),
      paragraph('We will still pay for invoices that you send us in time. We cannot pay an invoice that we get later.'),
      paragraph('If you no longer need the money, please reply to this email, so that a colleague can have it.'),
    ]);
  },
});

export const awardLapsed = messageKind({
  kind: 'award-lapsed',
  sort: 'service',
  facts: FundingFacts.extend({ pence: z.int() }),
  render: ({ pence, ...funding }, context) =>
    toApplicant(funding, 'Your award has ended', [
      paragraph(
        `Your award has ended. We did not get an invoice for ${pounds(pence)} of it in time, so we can no longer pay that part.`,
      ),
      facts(...awardRows(funding, ['Not claimed', pounds(pence)])),
      paragraph('If you sent us an invoice in time, we will still deal with it. You do not need to send it again.'),
      paragraph('You do not need to do anything. If you think that this is a mistake, please reply to this email.'),
      manageLink('See your request', context),
    ]),
});
