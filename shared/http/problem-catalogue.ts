import type { ProblemCode } from './problems.ts';

/** When each problem is answered, for readers of the API's document; functions do not carry it. */
export const whenProblems: Readonly<Record<ProblemCode, string>> = {
  'malformed-json': 'The body cannot be parsed.',
  'not-understood': 'The gateway could make nothing of the request.',
  'missing-parameter': 'A parameter that the path or query needs is not there.',
  'sign-in-needed':
    'No token came with the request, or one that is not valid or has ended. It is answered before anything is said of the body.',
  'not-allowed': 'Staff without the group that the operation names; or the firewall refused the request.',
  'link-not-valid':
    'The token opens nothing of this id: it has ended, was replaced, or is of something else. It is answered before anything is said of the body.',
  'no-such-route': 'There is no such path, or not with this method.',
  'account-not-found': 'Nobody has confirmed an account for the address that signed in, or it has ended.',
  'booking-not-found': 'No booking of this session has the id.',
  'document-not-found': 'No document has the id, or it is no longer kept.',
  'funding-request-not-found': 'No funding request has the id, or it is no longer kept.',
  'invoice-not-found': 'No invoice has the id, or it is none of this request.',
  'policy-version-not-found':
    'No version of the policy holds from this day. Every version is listed at `/v1/privacy-policy/versions`.',
  'news-not-found': 'No letter of news has the id.',
  'merge-not-found':
    'Nobody has proposed to merge a record into this person’s under the id, or it is too long ago to be approved or undone.',
  'person-not-found': 'No person has the id, or they are no longer kept.',
  'pot-not-found': 'No pot has the id, or it is not open to the public now.',
  'series-not-found': 'No series has the id.',
  'session-not-found': 'No session has the id, or it is a draft and you are not staff.',
  'staff-member-not-found': 'No member of staff has the id, or their record is no longer kept.',
  'training-dispute-not-found': 'Nobody has said that this training record is wrong, or it is no longer kept.',
  'training-record-not-found':
    'No training of yours has the id. What is put right, such as an attendance, may have taken it away.',
  'workplace-not-found': 'No GP practice has the code, open or closed.',
  'stale-version':
    'The change is based on a version that is no longer the latest. `version` says which is: read it again.',
  'wrong-state': 'Its status does not allow this. The problem says which status it has.',
  'session-not-ready': 'Something that people need to know is missing. `missing` lists it.',
  'consent-changed':
    'What was sent agrees to other words than those in which it is asked for now. `wording` has them: show them, and send its `version`.',
  'booking-not-open': 'It is before the moment at which booking opens.',
  'booking-closed': 'Booking has closed, the session has begun or is cancelled.',
  'session-full': 'No place is free, and there is no waiting list.',
  'not-for-you': 'The session is for other roles or boroughs. The problem says for which.',
  'cannot-be-handed-over':
    'Whoever is to come instead has said that such emails were not meant for them, or has been sent many today. The place stays with who has it; the hub can help.',
  'late-cancellation':
    'The notice of the policy has passed. `charge` says what is due; send the same again with what `confirmWith` holds to go on.',
  'offer-ended': 'The time to answer has passed, and the place went to the next in line.',
  'not-over-yet': 'Attendance is recorded, and a session completed, after its end.',
  'own-request': 'A member of staff acts on a request of their own mailbox.',
  'not-eligible': 'A rule of the pot is not met. `clauses` lists each rule.',
  'pot-exhausted': 'The money or the places of the pot do not suffice.',
  'statements-missing': 'A statement that the pot needs was not asked for, or not given.',
  'asked-just-now': 'Less than a few minutes have passed since the last email to them.',
  'needs-another-person': 'The same person may not do both steps.',
  'staff-member-exists': 'A member of staff who has not left has the mailbox. `staffMemberId` says who.',
  'last-admin': 'Nobody would be left who may invite others. Make somebody else admin first.',
  'award-ended': 'The last day of the award has passed.',
  'nothing-to-claim': 'Every stage of the award is claimed or paid.',
  'invoice-sent-before': 'The number or the very file was claimed already.',
  'invoice-does-not-match': 'Payee, total, course or learner differ from the award. `mismatches` lists how.',
  'document-not-ready': 'Wait until its status is `clean`; of one that was refused, upload another.',
  'too-many-training-records':
    'Nobody enters more training of their own than 500 records. Delete one to enter another.',
  'too-many-documents': 'As many documents as may be kept are there.',
  'too-early': 'It can be done later. The problem says from when.',
  'too-large': 'The body is larger than an operation takes.',
  'not-json': 'The media type is not JSON, or the body is packed (Content-Encoding).',
  'not-a-form':
    'The body is neither `application/x-www-form-urlencoded` nor `multipart/form-data`, or cannot be read as what it says.',
  'not-valid': 'Fields are missing, malformed or at odds with each other. `errors` points at each.',
  'key-used-for-another-request':
    'The key was sent before with other content. Use a new one for each thing to be done.',
  'too-many-requests': 'More requests than the gateway lets through. Wait as long as `Retry-After` says.',
  unexpected: 'A fault of ours. Tell us the `instance`.',
  'no-answer': 'A fault of ours: what should have answered did not.',
  busy: 'Others changed the same thing at the same time, or what we rest on takes no more at the moment. Send the same again, with the same Idempotency-Key.',
  'not-readable': 'Something that is kept was written by a newer version of the service. It is reported to us.',
  'took-too-long': 'It is not known whether it was done. Send the same again, with the same Idempotency-Key.',
};
