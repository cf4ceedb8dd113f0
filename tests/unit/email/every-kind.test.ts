import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { manageUrl, staffUrl } from '#email/manage-url.ts';
import { stopPageUrl, stopToken } from '#email/news/stop-news.ts';
import { listedChanges } from '#email/people/policy-changes.ts';
import { EmailMessage, render } from '#email/registry.ts';
import { createSite } from '#functions/website/site.tsx';
import { opensOf } from '#records/emails/emails.ts';
import type { emailSubjects } from '#records/emails/items.ts';
import {
  asked,
  award,
  booking,
  cancelled,
  colleaguesBooked,
  confirmed,
  context,
  draft,
  funding,
  manager,
  supervisor,
  waitlisted,
  webinar,
} from './owed.ts';

const policy = {
  unit: 'working-days',
  notice: 2,
  feeBands: [{ upToMinutes: null, pence: 5000 }],
  payer: 'practice',
  waivedBySubstitute: true,
} as const;
const charge = { pence: 5000, payer: 'practice', because: 'late-cancellation' } as const;
const withPolicy = { ...booking, session: { ...webinar, cancellationPolicy: policy } };
const counts = { session: { ...webinar, cancellationPolicy: null }, capacity: 8, confirmed: 8, waitlisted: 2 };
const email = (kind: string, facts: object): EmailMessage => EmailMessage.parse({ kind, facts });

const newPolicy = {
  name: booking.name,
  version: '2027-01-01',
  before: '2026-11-01',
  changes: ['your bookings: now kept for 7 years from the end of the session', 'We now hold what you drew'],
};
const invoice = { ...funding, number: 'INV-2041' };

/** What each kind of email must say, which links it carries, and what it does to a calendar. */
const every: readonly {
  readonly message: EmailMessage;
  readonly says: readonly string[];
  readonly neverSays?: readonly string[];
  /** Whether the reader can manage something; most can. */
  readonly manages?: false;
  /** It says nothing that anybody wrote. */
  readonly isImpersonal?: true;
  readonly joins?: true;
  readonly calendar?: 'REQUEST' | 'CANCEL';
}[] = [
  {
    message: email('confirm-account', { name: booking.name, days: 3 }),
    says: [
      'Confirm your email address',
      'for 3 days',
      'If you did not ask for an account, use this link',
      'asked for an account with',
    ],
  },
  {
    message: email('account-ends', { name: booking.name, endsAt: '2029-01-18T00:30:00.000Z' }),
    says: ['Your account ends on Thursday 18 January 2029', 'Keep my account', 'If you do not need it any more'],
  },
  {
    message: email('account-left', { name: booking.name }),
    says: ['Your account is deleted', 'You can no longer sign in', 'stay booked', 'If this was not you', 'write to'],
    manages: false,
  },
  {
    message: email('confirm-new-email', { name: booking.name, days: 3 }),
    says: ['Confirm your new email address', 'for 3 days', 'If it was not you, you need do nothing', '/not-me?token='],
  },
  {
    message: email('email-to-change', { name: booking.name, newEmail: 'new@nhs.net', days: 3, by: 'person' }),
    says: ['You asked us to use new@nhs.net', 'Use the new address', 'If this was not you', '/not-me?token='],
  },
  {
    message: email('email-to-change', { name: booking.name, newEmail: 'new@nhs.net', days: 3, by: 'staff' }),
    isImpersonal: true,
    says: [
      'no longer reads it, and asked to use another',
      'If the account is yours and you read this',
      '/not-me?token=',
    ],
    neverSays: ['Use the new address', 'new@nhs.net', booking.name],
    manages: false,
  },
  {
    message: email('email-changed', {}),
    isImpersonal: true,
    says: ['has another one now', 'you did not want this'],
    neverSays: [booking.name],
    manages: false,
  },
  {
    message: email('records-merged', { name: booking.name, until: '2027-02-03T09:00:00.000Z' }),
    says: ['had two records of you', 'now counts together', 'before Wednesday 3 February 2027', 'we will undo it'],
    neverSays: ['new@nhs.net'],
    manages: false,
  },
  {
    message: email('records-parted', { name: booking.name }),
    says: ['That was undone', 'as it did before'],
    manages: false,
  },
  ...(
    [
      ['demographics', 'What you had told us is deleted.'],
      ['news', 'We send you no more news.'],
      ['access-needs', 'Your bookings stay as they are.'],
    ] as const
  ).map(([purpose, follows]) => ({
    message: email('consent-taken-back', { name: booking.name, purpose, receivedAt: '2027-07-12T23:30:00.000Z' }),
    says: ['You told us on Tuesday 13 July 2027', follows, 'If you did not tell us this'],
    manages: false as const,
  })),
  {
    message: email('objection-recorded', {
      name: booking.name,
      purpose: 'report-on-funding',
      receivedAt: '2027-01-12T08:15:00.000Z',
    }),
    says: ['You told us on Tuesday 12 January 2027', 'Reports on the use of funding', 'or change your mind'],
    manages: false,
  },
  {
    message: email('training-dispute-settled', {
      name: booking.name,
      title: 'Asthma reviews',
      outcome: 'corrected',
      answer: 'You were right.\nThe list was of another day.',
    }),
    says: [
      '“Asthma reviews” is wrong',
      'we have corrected it',
      'The list was of another day.',
      'If it is still not right',
    ],
    neverSays: ['stays as it is', 'If you do not agree', 'tell us again'],
    manages: false,
  },
  {
    message: email('training-dispute-settled', {
      name: booking.name,
      title: 'Asthma reviews',
      outcome: 'stands',
      answer: 'You signed at the end.',
    }),
    says: ['what is recorded stays as it is', 'You signed at the end.', 'If you do not agree, tell us again'],
    neverSays: ['we have corrected it', 'still not right'],
    manages: false,
  },
  {
    message: email('training-document-refused', { name: booking.name, filename: 'cert.pdf', why: 'infected' }),
    says: ['upload your evidence of training again', 'cert.pdf', 'such as a virus', 'sign in to your account'],
    manages: false,
  },
  {
    message: email('policy-changes', { ...newPolicy, more: 0 }),
    says: [
      'How we use your information will change',
      'changes on Friday 1 January 2027. From that day:',
      '* your bookings: now kept for 7 years from the end of the session\n* We now hold what you drew\n',
      'Read the policy from Friday 1 January 2027:\nhttps://hub.example/privacy-policy?version=2027-01-01',
      'Read the policy before that:\nhttps://hub.example/privacy-policy?version=2026-11-01',
      'If you agree, you need do nothing.',
      'you can object, ask us to delete your information, or ask for a copy of it. Write to info@seltraininghub.co.uk.',
      'because you have an account with your work email address.',
    ],
    neverSays: ['more change', 'unsubscribe'],
    manages: false,
  },
  {
    message: email('policy-changes', { ...newPolicy, version: '2026-11-23', more: 1 }),
    says: [
      'How we use your information has changed',
      'changed on Monday 23 November 2026. This is what is different:',
      'There is 1 more change. You can see all of them with the policy.',
    ],
    neverSays: ['will change'],
    manages: false,
  },
  {
    message: email('policy-changes', { ...newPolicy, more: 3 }),
    says: ['There are 3 more changes.'],
    manages: false,
  },
  {
    message: email('news-letter', {
      newsId: '01KEX4S6V8Z2M9Q3T7R5W1YB0N',
      name: booking.name,
      title: 'Places to train as a non-medical prescriber',
      text: 'Twelve funded places begin in September.\n\nApply by 30 April <now>.',
    }),
    says: [
      'Places to train as a non-medical prescriber\n',
      'Twelve funded places begin in September.\n\nApply by 30 April <now>.\n',
      'You can stop this news at any time',
      'Stop news by email:\n',
      'because you agreed that we send you news about our services by email.',
    ],
  },
  { message: confirmed(booking, 'hub'), says: ['We have booked a place for you'], joins: true, calendar: 'REQUEST' },
  { message: confirmed(booking, 'offer'), says: ['You have accepted the place'], joins: true, calendar: 'REQUEST' },
  { message: waitlisted(), says: ['You are number 3 on the waiting list', 'You do not have a place yet'] },
  {
    message: email('booking-confirmed', { ...booking, by: 'person', colleague: 'Pat Manager' }),
    says: ['Pat Manager has booked a place for you. It is confirmed.', 'This was not me'],
    neverSays: ['Your place is confirmed.'],
    joins: true,
    calendar: 'REQUEST',
  },
  {
    message: email('booking-waitlisted', { ...booking, placeInLine: 3, colleague: 'Pat Manager' }),
    says: ['Pat Manager has asked for a place for you.', 'You are number 3 on the waiting list'],
  },
  {
    message: email('colleagues-booked', colleaguesBooked),
    says: [
      'You have booked for 2 colleagues: Asthma reviews',
      'Ann Bell: has a place',
      'Bob Giver: is on the waiting list',
      'See who has a place now',
      'because bookings for your colleagues were made with your work email address',
    ],
    neverSays: ['booking reference'],
  },
  {
    message: email('booking-link', booking),
    says: ['You have a booking for it already', 'See or cancel your booking', '7K3M9-Q2XDH'],
    neverSays: ['Your place is confirmed'],
  },
  {
    message: email('booking-link-again', { ...booking, status: 'confirmed' }),
    says: [
      'Your booking: Asthma reviews',
      'Nothing has changed. Your place is confirmed.',
      'See or cancel your booking',
    ],
    neverSays: ['waiting list'],
    joins: true,
  },
  {
    message: email('booking-link-again', { ...booking, status: 'waitlisted' }),
    says: ['You are on the waiting list. You do not have a place yet.'],
  },
  {
    message: email('booking-link-again', { ...booking, status: 'offered' }),
    says: ['We have offered you a place. You do not have it until you accept it.'],
  },
  {
    message: email('place-offered', { ...withPolicy, offerEndsAt: '2027-01-12T09:30:00.000Z' }),
    says: ['We will keep it for you until Tuesday 12 January 2027, 9:30am (UK time)', 'Accept or decline the place'],
  },
  {
    message: email('place-offered', { ...withPolicy, offerEndsAt: '2027-07-12T09:30:00.000Z' }),
    says: ['Answer by: Monday 12 July 2027, 10:30am (UK time)', 'there is a fee of £50'],
  },
  { message: email('offer-expired', booking), says: ['the time to accept it has passed', 'book again'] },
  {
    message: cancelled('confirmed', { charge }),
    says: ['You have cancelled your place', 'a fee of £50, to be paid by your practice or employer'],
    calendar: 'CANCEL',
  },
  {
    message: cancelled('confirmed', { by: 'hub', reason: 'The room is too small' }),
    says: ['We have cancelled your place', 'The reason: The room is too small'],
    calendar: 'CANCEL',
  },
  { message: cancelled('offered'), says: ['You have declined the place'] },
  { message: cancelled('waitlisted', { by: 'hub' }), says: ['We have taken you off the waiting list'] },
  {
    message: email('session-changed', { ...withPolicy, status: 'confirmed', changed: ['startsAt', 'venue'] }),
    says: ['when it starts and where it takes place', 'You still have your place', 'Wednesday 13 January 2027'],
    joins: true,
    calendar: 'REQUEST',
  },
  {
    message: email('session-changed', { ...booking, status: 'waitlisted', changed: [] }),
    says: ['You are still on the waiting list'],
  },
  {
    message: email('session-cancelled', { ...booking, was: 'confirmed', reason: 'The room is no longer free' }),
    says: ['will not take place', 'The reason: The room is no longer free', 'nothing to pay'],
    calendar: 'CANCEL',
  },
  { message: email('session-cancelled', { ...booking, was: 'waitlisted', reason: 'Snow' }), says: ['Snow'] },
  {
    message: email('place-handed-over', { ...booking, colleague: 'Fay Colleague' }),
    says: ['You have handed over your place to Fay Colleague', 'There is nothing to pay'],
    calendar: 'CANCEL',
  },
  {
    message: email('place-received', { ...withPolicy, colleague: 'Bob Giver' }),
    says: ['Bob Giver cannot come and has handed over their place to you', 'There is no fee if a colleague comes'],
    joins: true,
    calendar: 'REQUEST',
  },
  { message: email('reminder', { ...withPolicy, reminder: 'week' }), says: ['Reminder', 'a fee of £50'], joins: true },
  { message: email('reminder', { ...booking, reminder: 'hour' }), says: ['This is a reminder'], joins: true },
  {
    message: email('attended', {
      ...booking,
      certificateCode: '7K3M9-Q2XDH-4RTBW',
      issuedAt: '2027-01-19T09:00:00.000Z',
    }),
    says: ['Your certificate of attendance is attached', 'https://hub.example/certificates/7K3M9-Q2XDH-4RTBW'],
  },
  {
    message: email('did-not-attend', { ...booking, charge: { ...charge, because: 'did-not-attend' } }),
    says: ['our list shows that you did not come', 'a fee of £50', 'please reply to this email'],
  },
  { message: email('did-not-attend', booking), says: ['There is nothing to pay'] },
  {
    message: email('session-full', counts),
    says: ['Confirmed: 8', 'On the waiting list: 2', 'you organise this session'],
  },
  {
    message: email('minimum-not-reached', { ...counts, confirmed: 3, minimumNumbers: 8 }),
    says: ['3 people have a confirmed place', 'at least 8'],
  },
  {
    message: email('funding-started', funding),
    says: [
      "Finish your funding request: Women's health",
      'you have not sent it to us yet',
      'Begins: Monday 18 January 2027',
      "Provider: King's College London",
      'Amount asked for: £333.33',
      'Your reference: 9HQ4T-X7WMB',
      'Finish and send your request',
      'We decide nothing until you send your request',
      'If you did not start this request, use this link to tell us',
      'because you asked for funding with your work email address.',
    ],
  },
  {
    message: email('funding-started', draft),
    says: ['Finish your funding request\n', 'Your reference: 9HQ4T-X7WMB'],
    neverSays: ['Course:', 'Provider:', 'Begins:', 'Amount asked for:'],
  },
  {
    message: email('funding-link-again', funding),
    says: [
      "Your funding request: Women's health",
      'Here it is. Nothing has changed.',
      'Your reference: 9HQ4T-X7WMB',
      'See your funding request:',
    ],
  },
  {
    message: email('funding-received', { ...funding, waitingFor: [], decisionTakes: '2 to 3 weeks' }),
    says: [
      'We will now review it',
      'our decision by email in 2 to 3 weeks.',
      'Please do not enrol on the course before you have our decision',
    ],
    neverSays: ['waiting for'],
  },
  {
    message: email('funding-received', { ...funding, waitingFor: [manager], decisionTakes: '2 to 3 weeks' }),
    says: [
      "We are waiting for a statement from Pat D'Arcy (your manager). We will start our review when we have it.",
      '2 to 3 weeks after that',
      'Please do not enrol',
    ],
    neverSays: ['We will now review it'],
  },
  {
    message: email('funding-received', { ...funding, waitingFor: [manager, supervisor], decisionTakes: '2 weeks' }),
    says: [
      "waiting for statements from Pat D'Arcy (your manager) and زينب حسن (your supervisor). We will start our review when we have them.",
    ],
  },
  {
    message: email('statement-asked', asked),
    says: [
      "Please give a statement for Siobhán O'Brien: Women's health",
      "Dear Pat D'Arcy,",
      "Siobhán O'Brien would like South East London Workforce Development Hub to pay for a course. They told us that you are their manager.",
      'What the course costs: £1,200',
      'Amount asked for: £333.33',
      'Give your statement:',
      'It takes a few minutes',
      'You can use the link until Monday 7 December 2026, 9:15am (UK time)',
      "If you do not know Siobhán O'Brien, use this link to tell us",
      'If you are not the right person to ask, you can say there who is',
      "because Siobhán O'Brien gave your address to ask for your statement.",
    ],
    neverSays: ['eminder'],
  },
  {
    message: email('statement-asked', {
      ...asked,
      ...supervisor,
      providerName: null,
      startsOn: null,
      costPence: null,
      amountPence: null,
      reminder: true,
    }),
    says: [
      "Reminder to give a statement for Siobhán O'Brien",
      'This is a reminder. We do not have your statement yet.',
      'Dear زينب حسن,',
      'you are their supervisor',
    ],
    neverSays: ['Provider:', 'Begins:', 'costs:', 'Amount asked for:'],
  },
  {
    message: email('statement-answered', {
      authorName: "Pat D'Arcy",
      applicantName: "Siobhán O'Brien",
      courseName: "Women's health",
    }),
    says: [
      "Thank you for your statement: Women's health",
      "We have told Siobhán O'Brien whether you support it",
      'You do not need to do anything else',
      'because you gave a statement',
    ],
    manages: false,
  },
  {
    message: email('statement-given', { ...funding, ...manager, outstanding: 0 }),
    says: [
      'Your manager supports your funding request',
      "Pat D'Arcy (your manager) has given a statement and supports your funding request",
      'We now have every statement that we need',
      'If you have sent your request, we will review it',
    ],
    neverSays: ['more statement'],
  },
  {
    message: email('statement-given', { ...funding, ...manager, outstanding: 1 }),
    says: ['We need 1 more statement. When we have that and your request, we will start our review.'],
    neverSays: ['every statement'],
  },
  {
    message: email('statement-given', { ...funding, ...manager, outstanding: 2 }),
    says: ['We need 2 more statements. When we have them and your request, we will start our review.'],
  },
  {
    message: email('statement-not-supported', { ...funding, ...manager }),
    says: [
      'Your manager does not support your funding request',
      "Pat D'Arcy (your manager) has answered, and does not support",
      'Ask somebody else or withdraw your request',
    ],
  },
  {
    message: email('statement-refused', { ...funding, ...manager }),
    says: [
      'The person you named as your manager cannot give a statement',
      'Whoever reads that email address has told us that they do not know you',
      'Please check the email address',
      'Ask somebody else or withdraw your request',
    ],
  },
  {
    message: email('statement-redirected', { ...funding, ...manager, insteadName: 'Sam Lead' }),
    says: [
      'Somebody else is asked to support your funding request',
      'Sam Lead is the right person to ask, so we have asked Sam Lead instead',
    ],
  },
  {
    message: email('statement-asked', { ...asked, namedBy: 'Pat Manager' }),
    says: [
      'We asked Pat Manager as their',
      'who told us that you are the right person to ask',
      'because Pat Manager gave your address',
    ],
    neverSays: ['They told us that you are'],
  },
  {
    message: email('statement-link-ended', { ...funding, ...manager, kind: 'employer' }),
    says: [
      'Your employer has not answered yet',
      "We asked Pat D'Arcy (your employer) for a statement, but they have not answered in time",
      'Ask again or ask somebody else',
    ],
  },
  {
    message: email('information-requested', { ...funding, question: 'Which days is the course on?' }),
    says: ['We have a question', 'Which days is the course on?\n', 'Answer our question', 'when we have your answer'],
  },
  {
    message: email('funding-approved', award),
    says: [
      'We have approved your funding',
      'we will pay up to £333.33',
      'Amount approved: £333.33',
      "Paid from: Nurses' CPD 2026-27",
      'You may now enrol on the course',
      'We pay £333.33 once you have told us that the course has started.',
      'Please send your invoices by the end of Wednesday 31 March 2027',
      'See your award, report progress or send an invoice',
    ],
    neverSays: ['conditions', 'less than you asked for', '1 April'],
  },
  {
    message: email('funding-approved', {
      ...award,
      pence: 30_000,
      conditions: 'You stay in South East London for a year.',
      stages: [
        { after: 'started', pence: 18_000 },
        { after: 'finished', pence: 12_000 },
      ],
    }),
    says: [
      'This is less than you asked for',
      'on these conditions:\n\nYou stay in South East London for a year.\n',
      'We pay £180 once you have told us that the course has started. We pay £120 once you have told us that you have finished the course.',
    ],
  },
  {
    message: email('funding-declined', { ...funding, reason: 'The course is outside primary care.', otherPots: [] }),
    says: ['We cannot pay for this course', 'The course is outside primary care.', 'please reply to this email'],
    neverSays: ['ther funding'],
  },
  {
    message: email('funding-declined', { ...funding, reason: 'No places left', otherPots: ["Pharmacists' CPD"] }),
    says: ['No places left', "Other funding: Pharmacists' CPD", 'make a new request before the course begins'],
  },
  {
    message: email('funding-withdrawn', funding),
    says: ['You have withdrawn your funding request', 'We will not pay anything for it'],
  },
  {
    message: email('award-about-to-lapse', { ...funding, pence: 20_000, validUntil: '2027-02-01T00:00:00.000Z' }),
    says: [
      'Your award ends soon',
      'You have £200 of your award left to claim',
      'until the end of Sunday 31 January 2027',
      'Report progress or send an invoice',
    ],
    neverSays: ['1 February'],
  },
  {
    message: email('award-lapsed', { ...funding, pence: 20_000 }),
    says: ['Your award has ended', 'an invoice for £200 of it', 'If you sent us an invoice in time'],
  },
  {
    message: email('invoice-received', { ...invoice, totalPence: 33_333 }),
    says: ['We have your invoice', 'Invoice number: INV-2041', 'Invoice total: £333.33', 'email you when we have paid'],
  },
  {
    message: email('invoice-queried', { ...invoice, question: 'Is it for two people?' }),
    says: ['We have a question about your invoice', 'Is it for two people?\n', 'Send a corrected invoice', 'INV-2041'],
  },
  {
    message: email('invoice-rejected', { ...invoice, because: 'It is for another course.' }),
    says: ['We cannot pay your invoice', 'This is the reason:\n\nIt is for another course.\n', 'INV-2041'],
  },
  {
    message: email('invoice-paid', { ...invoice, pence: 33_333, payeeName: "King's College London" }),
    says: ['We have paid £333.33 for your course', "Paid to: King's College London", 'INV-2041'],
  },
  {
    message: email('invoice-payment-failed', { ...invoice, payeeName: "King's College London" }),
    says: [
      'the payment did not arrive',
      'The money is still kept for your course',
      'We are looking into it',
      'We never ask for bank details by email or in an online form',
      "To be paid to: King's College London",
    ],
  },
  {
    message: email('progress-due', { ...funding, progress: 'started', dueOn: '2027-01-18' }),
    says: [
      'Please tell us when your course has started',
      'your course begins on Monday 18 January 2027',
      'Tell us that the course has started',
      'you can then send us an invoice',
    ],
    neverSays: ['eminder'],
  },
  {
    message: email('progress-due', { ...funding, progress: 'half-way', dueOn: '2027-02-15' }),
    says: ['Monday 15 February 2027 is half-way through your course', 'Tell us how the course is going'],
  },
  {
    message: email('progress-due', { ...funding, progress: 'finished', dueOn: '2027-03-15' }),
    says: ['your course ends on Monday 15 March 2027', 'such as your certificate', 'Tell us that you have finished'],
  },
  {
    message: email('progress-overdue', { ...funding, progress: 'started', dueOn: '2027-01-18' }),
    says: [
      'Reminder to tell us when your course has started',
      'We have not heard from you',
      'We cannot pay an invoice',
    ],
  },
  {
    message: email('progress-overdue', { ...funding, progress: 'half-way', dueOn: '2027-02-15' }),
    says: ['Reminder to tell us how your course is going', 'A sentence or two is enough'],
  },
  {
    message: email('progress-overdue', { ...funding, progress: 'finished', dueOn: '2027-03-15' }),
    says: ['Reminder to tell us when you have finished your course', 'such as your certificate'],
  },
  {
    message: email('course-completed', funding),
    says: ['Congratulations', 'please send it before your award ends', 'See your award or send your last invoice'],
  },
  ...(
    [
      ['infected', 'something in this file that could harm a computer', 'upload a clean copy'],
      ['not-what-it-says', 'not of the type that its name says', 'PDF, JPEG or PNG'],
      ['password-protected', 'protected with a password', 'save a copy without a password'],
      ['not-scanned', 'could not read this file', 'upload it again'],
    ] as const
  ).map(([why, reason, whatToDo]) => ({
    message: email('document-refused', { ...funding, filename: "O'Brien.pdf", why }),
    says: [
      reason,
      whatToDo,
      "File: O'Brien.pdf",
      'Nobody has opened it',
      'Upload the file again',
      'because you uploaded a file for a funding request.',
    ],
  })),
  {
    message: email('funding-digest', {
      day: '2026-11-23',
      queues: [
        { name: 'Requests to review', count: 3, oldestDays: 1 },
        { name: 'Invoices to match', count: 1, oldestDays: 12 },
      ],
    }),
    says: [
      'What has waited long in funding: Monday 23 November 2026',
      'Invoices to match: 1, longest wait 12 days\nRequests to review: 3, longest wait 1 day\n',
      'Sign in and see what is waiting',
      'because you look after funding at the hub.',
    ],
  },
];
const named = every.map((row) => ({ ...row, name: `${row.message.kind}: ${row.says[0]}` }));

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const decode = (html: string) => html.replaceAll(/&[#\w]+;/g, (entity) => entities[entity] ?? entity);
const wordsOf = (text: string) =>
  text
    .replaceAll(/https:\S+/g, '')
    // The items of a list, which HTML marks by itself.
    .replaceAll(/^\* /gm, '')
    .replaceAll(':', ' ')
    .split(/\s+/)
    .filter(Boolean);
const shownOf = (html: string) => decode((html.split('<body')[1] ?? '').replaceAll(/^[^>]*>|<[^>]*>/g, ' '));
const tagsOf = (html: string) => html.match(/<[^>]*>/g) ?? [];

describe('a reminder', () => {
  it.each([
    ['week', '2027-01-11T13:00:00.000Z', 'In a week'],
    ['day', '2027-01-17T13:00:00.000Z', 'Tomorrow'],
    ['day', '2027-01-18T09:00:00.000Z', 'Today'],
    ['hour', '2027-01-18T12:00:00.000Z', 'In an hour'],
    ['hour', '2027-01-18T12:30:00.000Z', 'Today'],
    ['week', '2027-01-13T13:00:00.000Z', 'Reminder'],
  ])('of a %s before, sent at %s, says “%s”', (reminder, now, subject) => {
    const message = email('reminder', { ...booking, reminder });
    expect(render(message, { ...context, now: new Date(now) }).subject).toBe(`${subject}: Asthma reviews`);
  });
});

describe('what somebody wrote on several lines', () => {
  it.each([
    ['information-requested', { ...funding, question: 'Which days?\r\n\r\n  And where? ' }],
    ['funding-approved', { ...award, conditions: 'Which days?\nAnd where?' }],
    ['funding-declined', { ...funding, reason: 'Which days?\n\nAnd where?\n', otherPots: [] }],
    ['invoice-queried', { ...invoice, question: 'Which days?\nAnd where?' }],
    ['invoice-rejected', { ...invoice, because: 'Which days?\nAnd where?' }],
  ])('stands on as many: %s', (kind, facts) => {
    const { text, html } = render(email(kind, facts), context);
    expect(text).toContain('\n\nWhich days?\n\nAnd where?\n\n');
    expect(html).toContain('>Which days?</p>\n');
    expect(html).toContain('>And where?</p>\n');
  });
});

describe('what an email lists of the changes of a policy', () => {
  it('is all of a few', () => {
    expect(listedChanges(['one', 'two'])).toEqual({ changes: ['one', 'two'], more: 0 });
  });

  it('is the first of many, and of a long one its beginning', () => {
    const { changes, more } = listedChanges(
      Array.from({ length: 13 }, (_, index) => `${index} ${'word '.repeat(100)}`),
    );
    expect(more).toBe(3);
    expect(changes).toHaveLength(10);
    expect(changes[0]).toMatch(/^0 word .*…$/);
    for (const change of changes) expect(change.length).toBeLessThanOrEqual(300);
  });
});

/** The names of all facts that people write. */
const freeText = new Set([
  ...['name', 'title', 'provider', 'reason', 'colleague'],
  ...['courseName', 'providerName', 'authorName', 'applicantName', 'question', 'conditions', 'because'],
  ...['potName', 'otherPots', 'payeeName', 'number', 'filename'],
]);

describe('every kind of email', () => {
  it('is in this table', () => {
    const kinds = EmailMessage.options.map(({ shape }) => shape.kind.value);
    expect(new Set(['booking-confirmed', ...every.map(({ message }) => message.kind)])).toEqual(new Set(kinds));
  });

  it.each(named)('$name', ({ message, says, neverSays = [], manages = true, joins, calendar }) => {
    const rendered = render(message, context);
    const { subject, text, html } = rendered;
    for (const words of says) expect(`${subject}\n${text}`).toContain(words);
    for (const words of neverSays) expect(`${subject}\n${text}`).not.toContain(words);
    expect(text).not.toMatch(/ {2}|undefined|null/);
    expect(wordsOf(shownOf(html))).toEqual(wordsOf(text));
    // The link to join is for those with a place, the link to manage for everybody with something to manage.
    expect(text.includes('webinars.example')).toBe(joins ?? false);
    expect(text.includes(context.manageUrl)).toBe(manages);
    expect(rendered.calendar?.method).toBe(calendar);
    if (!rendered.calendar) return;
    const component = new ICAL.Component(ICAL.parse(rendered.calendar.content));
    const event = new ICAL.Event(component.getFirstSubcomponent('vevent') as ICAL.Component);
    expect(event.uid).toBe('booking-01KF0A2C4E6G8J1M3P5R7T9V2X@south-east-london.training-hub');
    expect(event.sequence).toBe(calendar === 'CANCEL' ? webinar.sequence + 1 : webinar.sequence);
  });

  it.each(named)('opens no tag, whatever people write: $name', ({ message, isImpersonal }) => {
    const hostile = `</p><script>alert("1")</script> & 'x'`;
    const swap = (value: unknown, key = ''): unknown => {
      // Nobody writes a charge; and where nothing is said, nobody wrote anything.
      if (value === null || key === 'charge') return value;
      if (Array.isArray(value)) return value.map((entry) => swap(entry, key));
      if (typeof value === 'object')
        return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, swap(part, name)]));
      return freeText.has(key) ? hostile : value;
    };
    const swapped = EmailMessage.parse({ kind: message.kind, facts: swap(message.facts) });
    const { html } = render(swapped, context);
    expect(tagsOf(html)).toEqual(tagsOf(render(message, context).html));
    expect(decode(html).includes(hostile)).toBe(!isImpersonal);
  });
});

/** What emails of each kind are about, so that their links open it. */
const about: Readonly<Record<EmailMessage['kind'], readonly (typeof emailSubjects)[number][]>> = {
  'booking-confirmed': ['booking'],
  'booking-waitlisted': ['booking'],
  'booking-link': ['booking'],
  'colleagues-booked': ['group-booking'],
  'booking-link-again': ['booking'],
  'place-offered': ['booking'],
  'offer-expired': ['booking'],
  'booking-cancelled': ['booking'],
  'session-changed': ['booking'],
  'session-cancelled': ['booking'],
  'place-handed-over': ['booking'],
  'place-received': ['booking'],
  reminder: ['booking'],
  attended: ['booking'],
  'did-not-attend': ['booking'],
  'session-full': ['session'],
  'minimum-not-reached': ['session'],
  'funding-started': ['funding-request'],
  'funding-received': ['funding-request'],
  'funding-link-again': ['funding-request'],
  'statement-given': ['funding-request'],
  'statement-not-supported': ['funding-request'],
  'statement-refused': ['funding-request'],
  'statement-link-ended': ['funding-request'],
  'information-requested': ['funding-request'],
  'funding-approved': ['funding-request'],
  'funding-declined': ['funding-request'],
  'funding-withdrawn': ['funding-request'],
  'award-about-to-lapse': ['funding-request'],
  'award-lapsed': ['funding-request'],
  'invoice-received': ['funding-request'],
  'invoice-queried': ['funding-request'],
  'invoice-rejected': ['funding-request'],
  'invoice-paid': ['funding-request'],
  'invoice-payment-failed': ['funding-request'],
  'progress-due': ['funding-request'],
  'progress-overdue': ['funding-request'],
  'course-completed': ['funding-request'],
  'statement-asked': ['statement'],
  'statement-answered': ['statement'],
  'document-refused': ['funding-request', 'statement'],
  'funding-digest': ['funding-queues'],
  'confirm-account': ['registration'],
  'account-left': ['account'],
  'account-ends': ['account'],
  'records-merged': ['account'],
  'records-parted': ['account'],
  'policy-changes': ['account'],
  'consent-taken-back': ['account'],
  'objection-recorded': ['account'],
  'training-dispute-settled': ['account'],
  'training-document-refused': ['account'],
  'confirm-new-email': ['new-email'],
  'email-to-change': ['old-email'],
  'email-changed': ['old-email'],
  'news-letter': ['news'],
  'statement-redirected': ['funding-request'],
};

/** Where links lead that have no pages yet: what begins so is looked after by staff, or about funding. */
const withoutPages = ['/staff/'];

describe('a link to the site in an email', () => {
  const { routes } = createSite({
    assets: { styles: '', script: '', find: () => undefined },
    hub: context.hub,
  } as never);
  const pages = routes.flatMap(({ method, path }) => (method === 'GET' && !path.includes('*') ? [path] : []));
  const isPage = (path: string) =>
    pages.some((page) => new RegExp(`^${page.replaceAll(/:\w+/g, '[^/]+')}$`).test(path));

  /** As the email is composed. */
  function urlOf(kind: (typeof emailSubjects)[number]): string {
    const id = '01KF0A2C4E6G8J1M3P5R7T9V2X';
    if (kind === 'news') return stopPageUrl(context.siteUrl, stopToken(id, 'secret'));
    return opensOf({ kind, id })
      ? manageUrl(context.siteUrl, { kind, id }, 'secret')
      : staffUrl(context.siteUrl, { kind, id });
  }
  const pathsIn = ({ text }: { readonly text: string }) =>
    (text.match(/https:\/\/hub\.example\S*/g) ?? []).map((url) => new URL(url).pathname);
  const messages = [...every.map(({ message }) => message), confirmed()];
  const led = messages.flatMap((message) =>
    about[message.kind].flatMap((kind) =>
      pathsIn(render(message, { ...context, manageUrl: urlOf(kind) })).map((path) => ({ kind: message.kind, path })),
    ),
  );

  it('leads to a page that there is', () => {
    const nowhere = led.filter(({ path }) => !isPage(path) && !withoutPages.some((begins) => path.startsWith(begins)));
    expect(nowhere).toEqual([]);
    expect(new Set(messages.map(({ kind }) => kind))).toEqual(new Set(Object.keys(about)));
    expect(led.length).toBeGreaterThan(60);
  });

  it('is named as one without a page for no longer than that', () => {
    for (const begins of withoutPages) expect(pages.filter((page) => page.startsWith(begins))).toEqual([]);
  });
});
