/**
 * Every problem the API can answer: one registry, so that an error's identity is its code and never its status or wording.
 * A reply is `application/problem+json` (RFC 9457) with `type` a stable URI made from the code.
 */
export const problems = {
  'malformed-json': { status: 400, title: 'The request body is not valid JSON' },
  'not-understood': { status: 400, title: 'The request could not be understood' },
  'missing-parameter': { status: 400, title: 'A required parameter is missing' },
  'sign-in-needed': { status: 401, title: 'Sign in, or use the link in your email, to do this' },
  'not-allowed': { status: 403, title: 'You are not allowed to do this' },
  'link-not-valid': { status: 403, title: 'This link is not valid or has ended' },
  'no-such-route': { status: 404, title: 'There is nothing at this address' },
  'account-not-found': { status: 404, title: 'There is no account for this address' },
  'booking-not-found': { status: 404, title: 'There is no such booking for this session' },
  'document-not-found': { status: 404, title: 'There is no such document' },
  'funding-request-not-found': { status: 404, title: 'There is no such funding request' },
  'invoice-not-found': { status: 404, title: 'There is no such invoice' },
  'policy-version-not-found': { status: 404, title: 'There is no such version of the policy' },
  'news-not-found': { status: 404, title: 'There is no such letter of news' },
  'merge-not-found': { status: 404, title: 'There is no such merge' },
  'person-not-found': { status: 404, title: 'There is no such person' },
  'pot-not-found': { status: 404, title: 'There is no such pot of funding' },
  'series-not-found': { status: 404, title: 'There is no such series' },
  'session-not-found': { status: 404, title: 'There is no such training session' },
  'training-dispute-not-found': { status: 404, title: 'There is no such dispute about a training record' },
  'training-record-not-found': { status: 404, title: 'There is no such training record' },
  'staff-member-not-found': { status: 404, title: 'There is no such member of staff' },
  'workplace-not-found': { status: 404, title: 'There is no such practice' },
  'stale-version': { status: 409, title: 'Someone changed this since you read it' },
  'wrong-state': { status: 409, title: 'This cannot be done in its present state' },
  'session-not-ready': { status: 409, title: 'The training session cannot be published yet' },
  'consent-changed': { status: 409, title: 'The words in which we ask for your consent have changed' },
  'booking-not-open': { status: 409, title: 'Booking for this training session has not opened yet' },
  'booking-closed': { status: 409, title: 'Booking for this training session has closed' },
  'session-full': { status: 409, title: 'Every place on this training session is taken' },
  'not-for-you': { status: 409, title: 'This training session is for other people' },
  'cannot-be-handed-over': { status: 409, title: 'This place cannot be handed over to them by this form' },
  'late-cancellation': { status: 409, title: 'Cancelling now costs something: confirm that you accept it' },
  'offer-ended': { status: 409, title: 'This offer of a place has ended' },
  'not-over-yet': { status: 409, title: 'This training session is not over yet' },
  'own-request': { status: 403, title: 'Nobody decides about their own request, or is paid by themselves' },
  'not-eligible': { status: 409, title: 'This cannot be funded as it stands' },
  'pot-exhausted': { status: 409, title: 'There is not enough left in this pot of funding' },
  'statements-missing': { status: 409, title: 'A statement of support is missing' },
  'asked-just-now': { status: 409, title: 'They were asked a moment ago' },
  'needs-another-person': { status: 409, title: 'Somebody else must do this' },
  'staff-member-exists': { status: 409, title: 'Somebody with this address works here already' },
  'last-admin': { status: 409, title: 'The last admin cannot be taken away' },
  'award-ended': { status: 409, title: 'This award has ended' },
  'nothing-to-claim': { status: 409, title: 'There is nothing left to claim of this award' },
  'invoice-sent-before': { status: 409, title: 'This invoice has been sent before' },
  'invoice-does-not-match': { status: 409, title: 'This invoice does not match the award' },
  'document-not-ready': { status: 409, title: 'A document is still being checked, or was refused' },
  'too-many-documents': { status: 409, title: 'There are too many documents already' },
  'too-many-training-records': { status: 409, title: 'There are too many training records already' },
  'too-early': { status: 409, title: 'It is too early for this' },
  'too-large': { status: 413, title: 'The request is too large' },
  'not-json': { status: 415, title: 'Send the request body as application/json' },
  'not-a-form': { status: 415, title: 'Send the request body as a form' },
  'not-valid': { status: 422, title: 'Some of what was sent is missing or not valid' },
  'key-used-for-another-request': { status: 422, title: 'This Idempotency-Key was used for a different request' },
  'too-many-requests': { status: 429, title: 'Too many requests: try again in a moment' },
  unexpected: { status: 500, title: 'Something went wrong on our side' },
  'no-answer': { status: 502, title: 'Something went wrong on our side' },
  busy: { status: 503, title: 'The service is busy: try again in a moment' },
  'not-readable': { status: 503, title: 'Something in this cannot be read at the moment: try again later' },
  'took-too-long': { status: 504, title: 'This took too long: try again in a moment' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** What any route may answer of any request, and what passes: the same may be sent again later, by the same key. */
export const passingProblems: readonly ProblemCode[] = [
  'too-many-requests',
  'unexpected',
  'no-answer',
  'busy',
  'not-readable',
  'took-too-long',
];

/** Where in the request a fault lies: `pointer` is a JSON Pointer (RFC 6901) within that part. */
export interface FieldError {
  in: 'body' | 'query' | 'path' | 'header';
  pointer: string;
  detail: string;
}

export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  instance: string;
  detail?: string;
  errors?: readonly FieldError[];
  [extension: string]: unknown;
}

/** The stable URI that names a problem; clients compare this, never the title. */
export const problemType = (code: ProblemCode): string => `urn:training-hub:problem:${code}`;

export const problemContentType = 'application/problem+json';

/**
 * @param instance - the gateway's request id, so that a caller's report leads to the log
 * @param facts - `detail` for people, `errors` for fields, other members as the problem's own extensions
 */
export function problemBody(
  code: ProblemCode,
  instance: string,
  facts: { detail?: string; errors?: readonly FieldError[]; [extension: string]: unknown } = {},
): ProblemBody {
  const { status, title } = problems[code];
  const own = { type: problemType(code), title, status, instance };
  // First, since people read them; and last, so that no extension takes their place.
  return { ...own, ...facts, ...own };
}
