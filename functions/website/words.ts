import type { ProblemCode } from '#http/problems.ts';

/** What a page says of a problem, and what to do next. */
export interface ProblemWords {
  readonly heading: string;
  readonly next: string;
  /** Where that is done; where nothing is said, the list of sessions is what there is to go on with. */
  readonly link?: { readonly href: string; readonly text: string };
}

const tryAgain = 'Try again in a moment. If it goes on, write to us.';
const lookAgain = 'Go back and look again: it may have been changed or taken away.';
const fromTheStart = 'Go back to the start and look from there.';
const openAgain = {
  next: 'Open the link in your email again. Those of bookings, requests for funding and statements we can send you again.',
  link: { href: '/lost-link', text: 'Get your links again' },
} as const;
const forStaff = 'This is for our staff. Write to us if you need help.';
const ourFault = { heading: 'Sorry, something went wrong on our side', next: tryAgain } as const;
const wentWrong = {
  heading: 'Sorry, that did not work',
  next: 'Go back and try again. If it goes on, write to us.',
} as const;
const notThere = (what: string): ProblemWords => ({ heading: `We cannot find this ${what}`, next: lookAgain });
const staffOnly = (heading: string): ProblemWords => ({ heading, next: forStaff });

/** Of every problem that the API can answer: one without words for its page does not compile. */
export const problemWords: Readonly<Record<ProblemCode, ProblemWords>> = {
  'malformed-json': wentWrong,
  'not-understood': wentWrong,
  'missing-parameter': wentWrong,
  'not-json': wentWrong,
  'not-a-form': wentWrong,
  'key-used-for-another-request': {
    heading: 'You have sent this form before',
    next: 'Open the form anew, and send it once more.',
  },
  'sign-in-needed': { heading: 'You need your link for this', ...openAgain },
  'not-allowed': { heading: 'You cannot see this page', next: fromTheStart },
  'link-not-valid': { heading: 'This link does not work any more', ...openAgain },
  'no-such-route': { heading: 'Page not found', next: fromTheStart },
  'account-not-found': notThere('account'),
  'booking-not-found': notThere('booking'),
  'document-not-found': notThere('document'),
  'funding-request-not-found': notThere('funding request'),
  'invoice-not-found': notThere('invoice'),
  'policy-version-not-found': {
    heading: 'There is no such version of our privacy policy',
    next: 'Choose from those that there are.',
    link: { href: '/privacy-policy/versions', text: 'Every version of our privacy policy' },
  },
  'news-not-found': notThere('letter'),
  'merge-not-found': notThere('merge'),
  'person-not-found': notThere('person'),
  'pot-not-found': notThere('pot of funding'),
  'series-not-found': notThere('series of sessions'),
  'session-not-found': {
    heading: 'We cannot find this training session',
    next: 'It may be over. See which sessions you can book now.',
  },
  'training-dispute-not-found': notThere('dispute'),
  'training-record-not-found': notThere('training record'),
  'staff-member-not-found': notThere('member of staff'),
  'workplace-not-found': notThere('practice'),
  'stale-version': { heading: 'Somebody changed this meanwhile', next: lookAgain },
  'wrong-state': { heading: 'This cannot be done now', next: lookAgain },
  'session-not-ready': staffOnly('This session cannot be published yet'),
  'consent-changed': {
    heading: 'The words in which we ask for your consent have changed',
    next: 'Read them as they are now, and send the form again.',
  },
  'booking-not-open': {
    heading: 'You cannot book this session yet',
    next: 'The page of the session says from when you can.',
  },
  'booking-closed': { heading: 'Booking for this session has closed', next: 'See which other sessions you can book.' },
  'session-full': { heading: 'Every place on this session is taken', next: 'See which other sessions you can book.' },
  'not-for-you': {
    heading: 'This session is for other people',
    next: 'See which sessions are for your role and borough.',
  },
  'cannot-be-handed-over': { heading: 'You cannot hand this place over to them', next: lookAgain },
  'late-cancellation': {
    heading: 'Cancelling now costs something',
    next: 'Read what it costs and who pays, and confirm that you cancel all the same.',
  },
  'offer-ended': { heading: 'This offer of a place has ended', next: 'You may book again: you join the waiting list.' },
  'not-over-yet': staffOnly('This session is not over yet'),
  'own-request': staffOnly('Nobody decides about their own request'),
  'not-eligible': { heading: 'This cannot be funded as it stands', next: 'See what can be funded, and by whom.' },
  'pot-exhausted': { heading: 'There is not enough left in this pot of funding', next: 'See what else can be funded.' },
  'statements-missing': {
    heading: 'A statement of support is missing',
    next: 'Ask for it, and send your request when it has come.',
  },
  'asked-just-now': {
    heading: 'They were asked a moment ago',
    next: 'Give them time to answer, or remind them tomorrow.',
  },
  'needs-another-person': staffOnly('Somebody else must do this'),
  'staff-member-exists': staffOnly('Somebody with this address works here already'),
  'last-admin': staffOnly('The last admin cannot be taken away'),
  'award-ended': { heading: 'This award has ended', next: 'Write to us if you think that it should not have.' },
  'nothing-to-claim': { heading: 'There is nothing left to claim', next: lookAgain },
  'invoice-sent-before': { heading: 'You have sent this invoice before', next: 'You need not send it again.' },
  'invoice-does-not-match': staffOnly('This invoice does not match the award'),
  'document-not-ready': {
    heading: 'We are still checking a document',
    next: 'Wait a minute and try again. If we refused it, the page says why: send another.',
  },
  'too-many-documents': { heading: 'There are too many documents', next: 'Take one away before you add another.' },
  'too-many-training-records': {
    heading: 'There are too many training records',
    next: 'Take one away before you add another.',
  },
  'too-early': { heading: 'It is too early for this', next: lookAgain },
  'too-large': { heading: 'What you sent is too large', next: 'Send less, or a smaller file.' },
  'not-valid': { heading: 'There is a problem', next: 'Go back and look at what you entered.' },
  'too-many-requests': { heading: 'Too many requests', next: 'Wait a minute, and try again.' },
  unexpected: ourFault,
  'no-answer': ourFault,
  busy: { heading: 'We are busy at the moment', next: tryAgain },
  'not-readable': { heading: ourFault.heading, next: 'Try again later. If it goes on, write to us.' },
  'took-too-long': { heading: 'This took too long', next: tryAgain },
};
