import * as z from 'zod';
import { pounds } from '#domain/money.ts';
import { momentInLondon } from '#domain/time/london.ts';
import { facts, paragraph } from '../layout.ts';
import { manageLink, messageKind, notMe } from '../message.ts';
import {
  Author,
  authorInWords,
  courseRows,
  FundingFacts,
  fundingRows,
  row,
  toApplicant,
  withCourse,
} from './message.ts';

const dearAuthor = ({ authorName }: Pick<z.output<typeof Author>, 'authorName'>) => paragraph(`Dear ${authorName},`);

const money = (pence: number | null): string | null => (pence === null ? null : pounds(pence));

/** To the manager, employer or supervisor, who may never have heard of the hub. */
export const statementAsked = messageKind({
  kind: 'statement-asked',
  sort: 'service',
  facts: Author.extend({
    applicantName: z.string(),
    courseName: z.string(),
    providerName: z.string().nullable(),
    startsOn: z.string().nullable(),
    costPence: z.int().nullable(),
    amountPence: z.int().nullable(),
    endsAt: z.string(),
    reminder: z.boolean(),
    /** Who was asked before them, and named them. */
    namedBy: z.string().optional(),
  }),
  render: ({ applicantName, endsAt, reminder, namedBy, ...asked }, context) => {
    const until = `${momentInLondon(endsAt)} (UK time)`;
    const what = `give a statement for ${applicantName}`;
    return {
      subject: withCourse(reminder ? `Reminder to ${what}` : `Please ${what}`, asked),
      blocks: [
        dearAuthor(asked),
        ...(reminder ? [paragraph('This is a reminder. We do not have your statement yet.')] : []),
        paragraph(
          `${applicantName} would like ${context.hub.name} to pay for a course. ${namedBy === undefined ? `They told us that you are their ${asked.kind}.` : `We asked ${namedBy} as their ${asked.kind}, who told us that you are the right person to ask.`} Before we decide, we need to know whether you support this.`,
        ),
        facts(
          ['Asked by', applicantName],
          ...courseRows(asked),
          ...row('What the course costs', money(asked.costPence)),
          ...row('Amount asked for', money(asked.amountPence)),
          ['Answer by', until],
        ),
        manageLink('Give your statement', context),
        paragraph(
          'It takes a few minutes. We ask whether you support the request, whether the course is in work time, and who pays what we do not. You can write your statement or upload it.',
        ),
        paragraph(
          `You can use the link until ${until}. Please do not pass the link on. Anyone who has it can answer for you.`,
        ),
        paragraph('If you are not the right person to ask, you can say there who is.'),
        ...notMe(`If you do not know ${applicantName}`, 'tell them that you cannot give a statement', context),
      ],
      because: `${namedBy ?? applicantName} gave your address to ask for your statement`,
    };
  },
});

/** Who was asked named somebody else, who is asked instead. */
export const statementRedirected = messageKind({
  kind: 'statement-redirected',
  sort: 'service',
  facts: FundingFacts.extend({ ...Author.shape, insteadName: z.string() }),
  render: ({ kind, authorName, insteadName, ...funding }, context) =>
    toApplicant(funding, 'Somebody else is asked to support your funding request', [
      paragraph(
        `We asked ${authorInWords({ kind, authorName })} for a statement. They have told us that ${insteadName} is the right person to ask, so we have asked ${insteadName} instead.`,
      ),
      facts(...fundingRows(funding)),
      paragraph('You need do nothing. If this is not right, you can ask somebody else.'),
      manageLink('See whom we ask, or ask somebody else', context),
    ]),
});

/** It has no link: there is nothing more to do, and nobody else should find what was asked through it. */
export const statementAnswered = messageKind({
  kind: 'statement-answered',
  sort: 'service',
  facts: z.object({ authorName: z.string(), applicantName: z.string(), courseName: z.string() }),
  render: (answered) => ({
    subject: withCourse('Thank you for your statement', answered),
    blocks: [
      dearAuthor(answered),
      paragraph(`Thank you. We have your statement about the funding request of ${answered.applicantName}.`),
      paragraph(
        `We will use it when we decide about the request. We have told ${answered.applicantName} whether you support it.`,
      ),
      paragraph(
        'You do not need to do anything else. If you need to change your statement, or you did not give it, please reply to this email.',
      ),
    ],
    because: 'you gave a statement with a link that we sent to you',
  }),
});

const stillNeeded = (outstanding: number): string =>
  outstanding === 1
    ? 'We need 1 more statement. When we have that and your request, we will start our review.'
    : `We need ${outstanding} more statements. When we have them and your request, we will start our review.`;

export const statementGiven = messageKind({
  kind: 'statement-given',
  sort: 'service',
  facts: FundingFacts.extend({ ...Author.shape, outstanding: z.int().min(0) }),
  render: ({ kind, authorName, outstanding, ...funding }, context) =>
    toApplicant(funding, `Your ${kind} supports your funding request`, [
      paragraph(`${authorInWords({ kind, authorName })} has given a statement and supports your funding request.`),
      facts(...fundingRows(funding)),
      ...(outstanding > 0
        ? [paragraph(stillNeeded(outstanding)), manageLink('See which statements we need', context)]
        : [
            paragraph('We now have every statement that we need.'),
            // People can ask for statements before they send the request itself.
            paragraph(
              'If you have sent your request, we will review it and email you our decision. If you have not, please send it with this link.',
            ),
            manageLink('See or send your request', context),
          ]),
    ]),
});

export const statementNotSupported = messageKind({
  kind: 'statement-not-supported',
  sort: 'service',
  facts: FundingFacts.extend(Author.shape),
  render: ({ kind, authorName, ...funding }, context) =>
    toApplicant(funding, `Your ${kind} does not support your funding request`, [
      paragraph(`${authorInWords({ kind, authorName })} has answered, and does not support your funding request.`),
      facts(...fundingRows(funding)),
      paragraph(
        'You may want to talk to them about it. We need a statement that supports your request before we can pay for the course.',
      ),
      paragraph('You can ask somebody else for a statement, or withdraw your request.'),
      manageLink('Ask somebody else or withdraw your request', context),
    ]),
});

/** Who was asked says that they do not know the applicant. */
export const statementRefused = messageKind({
  kind: 'statement-refused',
  sort: 'service',
  facts: FundingFacts.extend(Author.shape),
  render: ({ kind, authorName, ...funding }, context) =>
    toApplicant(funding, `The person you named as your ${kind} cannot give a statement`, [
      paragraph(
        `We asked ${authorInWords({ kind, authorName })} for a statement. Whoever reads that email address has told us that they do not know you, so we will not ask them again.`,
      ),
      facts(...fundingRows(funding)),
      paragraph('Please check the email address, and ask again or ask somebody else.'),
      manageLink('Ask somebody else or withdraw your request', context),
    ]),
});

export const statementLinkEnded = messageKind({
  kind: 'statement-link-ended',
  sort: 'service',
  facts: FundingFacts.extend(Author.shape),
  render: ({ kind, authorName, ...funding }, context) =>
    toApplicant(funding, `Your ${kind} has not answered yet`, [
      paragraph(
        `We asked ${authorInWords({ kind, authorName })} for a statement, but they have not answered in time. The link that we sent to them has ended.`,
      ),
      facts(...fundingRows(funding)),
      paragraph('We cannot start our review without this statement. You can ask them again, or ask somebody else.'),
      manageLink('Ask again or ask somebody else', context),
      paragraph('It can help to tell them first that our email is coming.'),
    ]),
});
