import * as z from 'zod';
import { listed } from '#domain/text/listed.ts';
import { facts, paragraph } from '../layout.ts';
import { manageLink, messageKind, notMyRequest } from '../message.ts';
import { Author, authorInWords, FundingFacts, fundingRows, toApplicant, written } from './message.ts';

export const fundingStarted = messageKind({
  kind: 'funding-started',
  sort: 'service',
  facts: FundingFacts,
  render: (funding, context) =>
    toApplicant(funding, 'Finish your funding request', [
      paragraph(
        'You have started a funding request. We have saved what you entered, but you have not sent it to us yet.',
      ),
      facts(...fundingRows(funding)),
      manageLink('Finish and send your request', context),
      paragraph('Please send it before the course begins. We cannot pay for a course that has already begun.'),
      paragraph('We decide nothing until you send your request. Please do not enrol on the course yet.'),
      ...notMyRequest(context),
    ]),
});

export const fundingReceived = messageKind({
  kind: 'funding-received',
  sort: 'service',
  facts: FundingFacts.extend({ waitingFor: z.array(Author), decisionTakes: z.string() }),
  render: ({ waitingFor, decisionTakes, ...funding }, context) => {
    const [statement, them] = waitingFor.length === 1 ? ['a statement', 'it'] : ['statements', 'them'];
    return toApplicant(funding, 'We have your funding request', [
      paragraph('Thank you. We have received your funding request.'),
      facts(...fundingRows(funding)),
      ...(waitingFor.length === 0
        ? [paragraph(`We will now review it. We expect to tell you our decision by email in ${decisionTakes}.`)]
        : [
            paragraph(
              `We are waiting for ${statement} from ${listed(waitingFor.map(authorInWords))}. We will start our review when we have ${them}.`,
            ),
            paragraph(`We expect to tell you our decision by email ${decisionTakes} after that.`),
          ]),
      paragraph(
        'Please do not enrol on the course before you have our decision. If you do, we may not be able to pay for it.',
      ),
      manageLink('See or withdraw your request', context),
    ]);
  },
});

/** To who has lost the link. */
export const fundingLinkAgain = messageKind({
  kind: 'funding-link-again',
  sort: 'service',
  facts: FundingFacts,
  render: (funding, context) =>
    toApplicant(funding, 'Your funding request', [
      paragraph('Somebody asked us for the link to your funding request. Here it is. Nothing has changed.'),
      facts(...fundingRows(funding)),
      manageLink('See your funding request', context),
      ...notMyRequest(context),
    ]),
});

export const informationRequested = messageKind({
  kind: 'information-requested',
  sort: 'service',
  facts: FundingFacts.extend({ question: z.string() }),
  render: ({ question, ...funding }, context) =>
    toApplicant(funding, 'We have a question about your funding request', [
      paragraph('We need to know more before we can decide about your request. This is our question:'),
      ...written(question),
      facts(...fundingRows(funding)),
      manageLink('Answer our question', context),
      paragraph('We will go on with our review when we have your answer.'),
    ]),
});

export const fundingWithdrawn = messageKind({
  kind: 'funding-withdrawn',
  sort: 'service',
  facts: FundingFacts,
  render: (funding, context) =>
    toApplicant(funding, 'You have withdrawn your funding request', [
      paragraph('You have withdrawn your funding request. We will not pay anything for it. Thank you for telling us.'),
      facts(...fundingRows(funding)),
      paragraph(
        'You do not need to do anything else. If you change your mind, you can make a new request before the course begins.',
      ),
      paragraph('If you did not mean to do this, please reply to this email.'),
      manageLink('See your withdrawn request', context),
    ]),
});
