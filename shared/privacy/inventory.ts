import type { RetentionRuleName } from './retention.ts';

/** Why the hub uses what it holds, as the policy says it: “We use it to …”. */
export const purposes = {
  'provide-services': 'provide you with our services',
  'decide-funding': 'decide about requests for funding',
  pay: 'pay for the courses that we fund',
  'deliver-email': 'send you the emails about what you booked or asked for',
  'tell-about-services': 'tell you about our services',
  'report-on-workforce': 'report on the development of the workforce',
  'report-on-funding': 'report on the use of funding',
  'keep-account': 'be able to show who did what',
  'run-reliably':
    'carry out each request once, send no email to an address that refuses it, and keep others from misusing your address',
  'answer-rights': 'answer you when you ask what we hold about you, and put it right or delete it',
} as const;
export type Purpose = keyof typeof purposes;

export type LawfulBasis = 'consent' | 'contract' | 'legal-obligation' | 'legitimate-interest';

/** UK GDPR Article 9(2): what special category data needs beside its lawful basis. */
export type Article9Condition = 'explicit-consent';

/** Where what we hold comes from. */
export const sources = ['given-by-the-person', 'given-by-others', 'made-by-us'] as const;
export type Source = (typeof sources)[number];
export const isSource = (name: string): name is Source => (sources as readonly string[]).includes(name);

export interface DataClassEntry {
  /** As the published policy words it: “We hold …”. */
  readonly wording: string;
  readonly source: Source;
  /** A purpose that does not stand here cannot read a field of this class. */
  readonly purposes: {
    readonly [P in Purpose]?: { readonly basis: LawfulBasis; readonly article9?: Article9Condition };
  };
  /** Outside the hub. Nothing of this class is passed to anybody else. */
  readonly recipients: readonly ('training-provider' | 'course-provider' | 'commissioner')[];
  /** More than one where it depends on what became of it. */
  readonly retention: RetentionRuleName | readonly RetentionRuleName[];
}

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

/**
 * The data inventory: every class of personal data that the hub stores. Expiry, read filters and the published policy are derived from it.
 */
export const inventory = {
  account: {
    wording: 'your name, work email address, work place and job title',
    source: 'given-by-the-person',
    purposes: {
      'provide-services': { basis: 'contract' },
      'report-on-workforce': { basis: 'legitimate-interest' },
      ...rights,
    },
    recipients: [],
    retention: ['account', 'registration'],
  },
  booking: {
    wording: 'details of training sessions or webinars that you have booked',
    source: 'given-by-the-person',
    purposes: {
      'provide-services': { basis: 'contract' },
      'report-on-workforce': { basis: 'legitimate-interest' },
      ...rights,
    },
    recipients: ['training-provider', 'commissioner'],
    retention: 'booking',
  },
  'access-needs': {
    wording: 'anything you tell us that would help you to take part in a session',
    source: 'given-by-the-person',
    purposes: {
      'provide-services': { basis: 'consent', article9: 'explicit-consent' },
      // Whoever asks for a copy of what they told us wants it read for that.
      'answer-rights': { basis: 'legal-obligation', article9: 'explicit-consent' },
    },
    recipients: [],
    retention: 'access-needs',
  },
  'funding-request': {
    wording:
      'details of funding requests you have made for courses: the course, its provider and cost, and your reasons',
    source: 'given-by-the-person',
    purposes: fundingPurposes,
    recipients: ['course-provider', 'commissioner'],
    retention: fundingRetention,
  },
  award: {
    wording: 'what you were awarded for courses, and what was paid of it',
    source: 'made-by-us',
    purposes: fundingPurposes,
    recipients: ['commissioner'],
    retention: fundingRetention,
  },
  'funding-statement': {
    wording:
      'additional information in support of those requests, such as a statement from your manager, and who gave it',
    source: 'given-by-others',
    purposes: { 'provide-services': { basis: 'contract' }, 'decide-funding': { basis: 'contract' }, ...rights },
    recipients: [],
    retention: fundingRetention,
  },
  invoice: {
    wording: 'records of the invoices for that funding',
    source: 'given-by-the-person',
    purposes: {
      'provide-services': { basis: 'contract' },
      pay: { basis: 'legal-obligation' },
      'report-on-funding': { basis: 'legitimate-interest' },
      ...rights,
    },
    recipients: [],
    retention: fundingRetention,
  },
  progress: {
    wording: 'a record of your progress on a course that we fund',
    source: 'given-by-the-person',
    purposes: fundingPurposes,
    recipients: ['commissioner'],
    retention: fundingRetention,
  },
  links: {
    wording: 'fingerprints of the links in our emails, by which you manage what is yours',
    source: 'made-by-us',
    purposes: { 'provide-services': { basis: 'contract' }, ...rights },
    recipients: [],
    retention: ['booking', ...fundingRetention],
  },
  email: {
    wording: 'the emails that we send you, and whether they arrived',
    source: 'made-by-us',
    purposes: {
      'deliver-email': { basis: 'contract' },
      'provide-services': { basis: 'contract' },
      'decide-funding': { basis: 'contract' },
      ...rights,
    },
    recipients: [],
    retention: 'email',
  },
  'suppressed-address': {
    wording: 'whether your email address returns what we send to it',
    source: 'made-by-us',
    purposes: {
      'run-reliably': { basis: 'legitimate-interest' },
      'deliver-email': { basis: 'legitimate-interest' },
      'provide-services': { basis: 'legitimate-interest' },
      ...rights,
    },
    recipients: [],
    retention: 'suppressed-address',
  },
  'reply-to-retry': {
    wording: 'what we answered to your request, in case it is sent twice',
    source: 'made-by-us',
    purposes: { 'run-reliably': { basis: 'legitimate-interest' } },
    recipients: [],
    retention: 'reply-to-retry',
  },
  asks: {
    wording:
      'how many of our forms were sent with your email address today, and until when you asked us to accept none',
    source: 'made-by-us',
    purposes: { 'run-reliably': { basis: 'legitimate-interest' }, ...rights },
    recipients: [],
    retention: 'asks',
  },
  'subject-index': {
    wording: 'a fingerprint of your work email address beside each record of yours, by which we find it when you ask',
    source: 'made-by-us',
    purposes: rights,
    recipients: [],
    retention: ['booking', ...fundingRetention],
  },
  staff: {
    wording: 'if you work for us, your name and work email address, what you may do here, and from when until when',
    source: 'given-by-others',
    purposes: { 'keep-account': { basis: 'legal-obligation' }, ...rights },
    recipients: [],
    retention: 'staff',
  },
  audit: {
    wording: 'a record of what our staff did with your information',
    source: 'made-by-us',
    purposes: { 'keep-account': { basis: 'legal-obligation' }, ...rights },
    recipients: [],
    retention: 'audit',
  },
} as const satisfies Record<string, DataClassEntry>;

export type DataClass = keyof typeof inventory;
