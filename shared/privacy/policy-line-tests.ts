import type { HoldingTest } from './policy-line.ts';

/** The tests that hold lines of the policy; `tests/unit/docs/policy-lines.test.ts` looks whether they are there. */
export const tests = {
  booked: {
    file: 'tests/e2e/bookings/life-of-a-booking.test.ts',
    name: 'is published, booked, confirmed by email, seen, cancelled, and cancelled by email',
  },
  attended: {
    file: 'tests/e2e/bookings/life-of-a-session.test.ts',
    name: 'records who came only once it is over, and all of a request or nothing',
  },
  signedIn: {
    file: 'tests/e2e/people/accounts.test.ts',
    name: 'shows what its owner said, and what they booked as a guest',
  },
  training: {
    file: 'tests/e2e/training/cpd-log.test.ts',
    name: 'of two sessions, a course that was paid for and one entry of their own has codes that anybody can check, and adds up',
  },
  funded: {
    file: 'tests/integration/funding/life-of-a-request.test.ts',
    name: 'goes from a draft to a paid invoice and a finished course, with the money always right',
  },
  statements: {
    file: 'tests/e2e/funding/stories.test.ts',
    name: 'Advanced Practice: three statements, two people who decide, 60/40, and progress that is chased',
  },
  invoice: {
    file: 'tests/e2e/funding/stories.test.ts',
    name: 'an invoice that does not match is queried, replaced and paid',
  },
  ledger: {
    file: 'tests/e2e/funding/stories.test.ts',
    name: 'left everything right: money, histories, permissions and logs',
  },
  calendar: {
    file: 'tests/e2e/bookings/calendar.test.ts',
    name: 'are for anybody, and so without the link to join',
  },
  news: {
    file: 'tests/e2e/people/news.test.ts',
    name: 'comes to who consented to it, is stopped by one press in the mail program, and comes no more',
  },
  purposes: {
    file: 'tests/unit/records/purposes.test.ts',
    name: 'is read through a view, for a purpose that the function was given, and nothing else of it',
  },
  contacts: {
    file: 'tests/unit/privacy/processing.test.ts',
    name: 'names the hub and how it is reached, as the policy does',
  },
  sources: {
    file: 'tests/unit/privacy/inventory.test.ts',
    name: 'says of every field where it comes from, of the sources of its class and of no others',
  },
  bases: {
    file: 'tests/unit/privacy/inventory.test.ts',
    name: 'relies on each of these bases for something',
  },
  consentByEmail: {
    file: 'tests/e2e/people/consents.test.ts',
    name: 'is taken back by an email to the hub, from when staff record it, and is then nowhere',
  },
  demographics: {
    file: 'tests/e2e/people/consents.test.ts',
    name: 'is kept in one table under one key, and shown to its owner alone',
  },
  takenBack: {
    file: 'tests/integration/people/consents.test.ts',
    name: 'is deleted in the transaction that takes the consent back, and the same again is answered the same',
  },
  policy: {
    file: 'tests/e2e/privacy/policy.test.ts',
    name: 'is read by anybody: the policy, its versions and the record of processing',
  },
  secure: {
    file: 'tests/infra/security-measures.test.ts',
    name: '%s is what the templates have',
  },
} as const satisfies Readonly<Record<string, HoldingTest>>;
