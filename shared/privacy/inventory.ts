import type { RetentionRuleName } from './retention.ts';
import { exportGoneAfterDays } from './store-days.ts';
import type { DataClassEntry } from './vocabulary.ts';

/** Of a request for funding and all that belongs to it. */
export const fundingRetention = ['funding', 'funding-not-awarded'] as const satisfies readonly RetentionRuleName[];

/** What is asked for on a person's own behalf; the law has us answer. */
const rights = { 'answer-rights': { basis: 'legal-obligation' } } as const;

const fundingPurposes = {
  'provide-services': { basis: 'contract' },
  'decide-funding': { basis: 'contract' },
  pay: { basis: 'contract' },
  'report-on-funding': { basis: 'legitimate-interest' },
  ...rights,
} as const;

/** Duties that stand against a wish to have something deleted, as “We keep it, because …”. */
const publicMoney = { keep: 'we must be able to show how public money was spent' };
const showsWhatWasDone = { keep: 'it is how we show what was done with your information, and how a misuse is found' };

/** By whoever enters what somebody is called and where they work. */
export const enteredBy = ['given-by-the-person', 'entered-by-staff', 'given-by-others'] as const;

/**
 * The data inventory: every class of personal data that the hub stores. Expiry, read filters and the published policy are derived from it.
 */
export const inventory = {
  account: {
    wording: 'your name, work email address, work place and job title',
    section: 'given',
    sources: [...enteredBy, 'recorded-by-staff', 'derived'],
    purposes: {
      'provide-services': { basis: 'contract' },
      'tell-about-services': { basis: 'consent' },
      'report-on-workforce': { basis: 'legitimate-interest' },
      ...rights,
    },
    recipients: {},
    retention: ['account', 'registration', 'merge'],
    erasure: 'delete',
    access: 'all',
  },
  passkey: {
    wording: 'if you add a passkey: its public part, what the device is called and when you added it',
    section: 'given',
    sources: ['given-by-the-person'],
    purposes: { 'provide-services': { basis: 'contract' }, ...rights },
    recipients: {},
    retention: 'account',
    erasure: 'delete',
    access: 'from-who-keeps-it',
  },
  booking: {
    wording: 'details of training sessions or webinars that you have booked, and whether you attended',
    section: 'given',
    sources: [...enteredBy, 'recorded-by-staff', 'observed', 'derived'],
    purposes: {
      'provide-services': { basis: 'contract' },
      'report-on-workforce': { basis: 'legitimate-interest' },
      ...rights,
    },
    recipients: { 'training-provider': { identified: 'your name and work email only' }, commissioner: 'aggregated' },
    retention: 'booking',
    erasure: 'anonymise',
    access: 'all',
  },
  'session-cancellation': {
    wording: 'why a session was cancelled, as our staff tell those who had booked',
    section: 'made',
    sources: ['recorded-by-staff'],
    purposes: { 'provide-services': { basis: 'legitimate-interest' } },
    recipients: {},
    retention: 'session-cancellation',
    // Whoever wants theirs deleted would have to be found in it first.
    erasure: { keep: 'it stands under nobody’s name, so that we cannot look it up for you, and is gone soon' },
    access: 'nothing',
  },
  'access-needs': {
    wording: 'anything you tell us that would help you to take part in a session',
    section: 'given',
    sources: enteredBy,
    purposes: {
      'provide-services': { basis: 'consent', article9: 'explicit-consent' },
      // Whoever asks for a copy of what they told us wants it read for that.
      'answer-rights': { basis: 'legal-obligation', article9: 'explicit-consent' },
    },
    recipients: {},
    retention: 'access-needs',
    andElsewhere: (hub) =>
      `Where our staff fetched a table of who booked that was too large to be answered at once, it also stands in that table, which is gone within ${exportGoneAfterDays(hub)} days, and cannot be taken out of it before.`,
    erasure: 'delete',
    access: 'all',
  },
  'funding-request': {
    wording:
      'details of funding requests you have made for courses: the course, its provider and cost, and your reasons',
    section: 'given',
    sources: ['given-by-the-person', 'given-by-others', 'recorded-by-staff', 'derived'],
    purposes: fundingPurposes,
    recipients: { 'course-provider': { identified: 'only what it needs to enrol you' }, commissioner: 'aggregated' },
    retention: fundingRetention,
    erasure: publicMoney,
    access: 'all',
  },
  award: {
    wording: 'what you were awarded for courses, and what was paid of it',
    section: 'made',
    sources: ['recorded-by-staff', 'derived'],
    purposes: fundingPurposes,
    recipients: { commissioner: 'aggregated' },
    retention: fundingRetention,
    erasure: publicMoney,
    access: 'all',
  },
  'funding-statement': {
    wording:
      'additional information in support of those requests, such as a statement from your manager, and who gave it',
    section: 'from-others',
    sources: ['given-by-others', 'given-by-the-person', 'derived'],
    purposes: { 'provide-services': { basis: 'contract' }, 'decide-funding': { basis: 'contract' }, ...rights },
    recipients: {},
    retention: fundingRetention,
    erasure: publicMoney,
    access: 'after-its-author',
  },
  invoice: {
    wording: 'records of the invoices for that funding',
    section: 'given',
    sources: ['given-by-the-person', 'given-by-others', 'recorded-by-staff', 'derived'],
    purposes: {
      'provide-services': { basis: 'contract' },
      pay: { basis: 'legal-obligation' },
      'report-on-funding': { basis: 'legitimate-interest' },
      ...rights,
    },
    recipients: {},
    retention: fundingRetention,
    erasure: publicMoney,
    access: 'own-part',
  },
  progress: {
    wording: 'a record of your progress on a course that we fund',
    section: 'given',
    sources: ['given-by-the-person', 'derived'],
    purposes: fundingPurposes,
    recipients: { commissioner: 'aggregated' },
    retention: fundingRetention,
    erasure: publicMoney,
    access: 'all',
  },
  demographics: {
    wording:
      'where you choose to tell us: your gender, your year of birth, your ethnicity and whether you have a disability',
    section: 'given',
    sources: ['given-by-the-person'],
    purposes: {
      'report-on-workforce': { basis: 'consent', article9: 'explicit-consent' },
      // They alone are shown it, by the one function that may read it.
      'answer-rights': { basis: 'legal-obligation', article9: 'explicit-consent' },
    },
    recipients: { commissioner: 'aggregated' },
    retention: 'account',
    andElsewhere: () => 'Where you take back your consent, it is deleted then.',
    erasure: 'delete',
    access: 'all',
  },
  choices: {
    wording:
      'what you consented to and what you objected to, in which words, when and how, and when you took that back',
    section: 'given',
    sources: ['given-by-the-person', 'entered-by-staff', 'recorded-by-staff', 'derived'],
    purposes: {
      'provide-services': { basis: 'legal-obligation' },
      // Nobody is written to whose consent was not asked of the ledger.
      'tell-about-services': { basis: 'legal-obligation' },
      ...rights,
    },
    recipients: {},
    retention: 'choice',
    erasure: { keep: 'the law has us be able to show what you consented to, and that we kept to it' },
    access: 'all',
  },
  training: {
    wording: 'records of your previous training',
    section: 'given',
    sources: ['given-by-the-person', 'recorded-by-staff', 'derived'],
    purposes: {
      'provide-services': { basis: 'contract' },
      'report-on-workforce': { basis: 'legitimate-interest' },
      ...rights,
    },
    recipients: {},
    // What somebody says of a session or a course of ours, as long as that.
    retention: ['account', 'booking', ...fundingRetention],
    erasure: 'delete',
    access: 'all',
  },
  links: {
    wording: 'fingerprints of the links in our emails, by which you manage what is yours',
    section: 'made',
    sources: ['derived'],
    purposes: { 'provide-services': { basis: 'contract' }, ...rights },
    recipients: {},
    // Each as long as what it opens.
    retention: ['booking', ...fundingRetention, 'registration', 'account'],
    andElsewhere: () =>
      'The link in an email of news works for 60 days at least, also where your account ends before: it does nothing but stop news.',
    erasure: 'delete',
    access: 'all',
  },
  email: {
    wording: 'the emails that we send you, and whether they arrived',
    section: 'made',
    sources: ['derived', 'observed'],
    purposes: {
      'deliver-email': { basis: 'contract' },
      'provide-services': { basis: 'contract' },
      'tell-about-services': { basis: 'consent' },
      'decide-funding': { basis: 'contract' },
      ...rights,
    },
    recipients: {},
    retention: 'email',
    erasure: 'delete',
    access: 'all',
  },
  'suppressed-address': {
    wording: 'whether your email address returns what we send to it',
    section: 'made',
    sources: ['observed'],
    purposes: {
      'run-reliably': { basis: 'legitimate-interest' },
      'deliver-email': { basis: 'legitimate-interest' },
      'provide-services': { basis: 'legitimate-interest' },
      ...rights,
    },
    recipients: {},
    retention: 'suppressed-address',
    // SES sets no end, and our record knows a fingerprint alone, by which no address can be taken off that list.
    andElsewhere: () =>
      'The service by which we send email keeps a list of its own of the addresses that returned an email for good or complained of one, and lets nothing out to them. That list has no end: your address stays on it, also after our own record has gone, until our staff take it off, which you may ask of us at any time.',
    erasure: { keep: 'otherwise we would write again to an address that refuses our emails' },
    access: 'all',
  },
  'reply-to-retry': {
    wording: 'what we answered to your request, in case it is sent twice',
    section: 'made',
    sources: ['derived'],
    purposes: { 'run-reliably': { basis: 'legitimate-interest' } },
    recipients: {},
    retention: 'reply-to-retry',
    erasure: { keep: 'it is gone within a day' },
    access: 'nothing',
  },
  'website-session': {
    wording:
      'that you are signed in on our website and, where that ended while you were filling in a form, what you had entered: sealed, so that your browser alone can open it',
    section: 'made',
    sources: ['given-by-the-person', 'derived'],
    purposes: { 'provide-services': { basis: 'contract' } },
    recipients: {},
    retention: 'website-session',
    // Nobody but their browser could tell whose it is.
    erasure: { keep: 'we cannot tell whose it is; it is gone when you sign out, and within a day' },
    access: 'nothing',
  },
  asks: {
    wording:
      'how many of our forms were sent with your email address today, and until when you asked us to accept none',
    section: 'made',
    sources: ['derived'],
    purposes: { 'run-reliably': { basis: 'legitimate-interest' }, ...rights },
    recipients: {},
    retention: 'asks',
    erasure: { keep: 'it keeps others from misusing your address, and is gone soon' },
    access: 'all',
  },
  'subject-index': {
    wording: 'a fingerprint of your work email address beside each record of yours, by which we find it when you ask',
    section: 'made',
    sources: ['derived'],
    purposes: rights,
    recipients: {},
    // Each as long as the record that it stands beside.
    retention: ['booking', ...fundingRetention, 'registration', 'staff', 'choice'],
    erasure: 'delete',
    access: 'all',
  },
  staff: {
    wording: 'if you work for us, your name and work email address, what you may do here, and from when until when',
    section: 'made',
    sources: ['entered-by-staff', 'recorded-by-staff', 'derived'],
    purposes: { 'keep-account': { basis: 'legal-obligation' }, ...rights },
    recipients: {},
    retention: 'staff',
    erasure: showsWhatWasDone,
    access: 'all',
  },
  news: {
    wording: 'if you work for us, the news that you wrote or let go out, and when',
    section: 'made',
    sources: ['recorded-by-staff', 'derived'],
    purposes: {
      'tell-about-services': { basis: 'legitimate-interest' },
      'keep-account': { basis: 'legal-obligation' },
      ...rights,
    },
    recipients: {},
    retention: 'audit',
    erasure: showsWhatWasDone,
    access: 'own-part',
  },
  'staff-sign-in': {
    wording:
      'if you work for us, when you signed in, from which IP address, device and city, and how risky that seemed',
    section: 'made',
    sources: ['observed'],
    purposes: { 'run-reliably': { basis: 'legitimate-interest' }, ...rights },
    recipients: {},
    // AWS says nowhere when an event of this history ends, nor that it goes with its user.
    retention: [],
    andElsewhere: () =>
      'It is kept by the service by which our staff sign in. That service sets no end that we know of, and we can neither set one nor take anything out.',
    erasure: { keep: 'the service that keeps it lets nobody take anything out' },
    access: 'all',
  },
  'document-access': {
    wording: 'who sent us a document or opened one, and when: the IP address, the browser and which document it was',
    section: 'made',
    sources: ['observed'],
    purposes: { 'keep-account': { basis: 'legitimate-interest' }, ...rights },
    recipients: {},
    retention: 'document-access',
    erasure: { keep: 'it is how we find out who has seen a document that they should not have seen' },
    access: 'own-part',
  },
  audit: {
    wording: 'a record of what our staff did with your information',
    section: 'made',
    sources: ['derived', 'recorded-by-staff'],
    purposes: { 'keep-account': { basis: 'legal-obligation' }, ...rights },
    recipients: {},
    retention: 'audit',
    erasure: showsWhatWasDone,
    access: 'own-part',
  },
} as const satisfies Record<string, DataClassEntry>;

export type DataClass = keyof typeof inventory;
