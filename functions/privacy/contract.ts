import * as z from 'zod';
import { ChosenNow } from '#http/choices.ts';
import { page, pageOf } from '#http/pages.ts';
import { area, everyone, learner, route, staff } from '#http/route.ts';
import { ToldObjection, ToldWithdrawal, WithdrawnChoices, withdrawing } from './choices/schemas.ts';
import { Holding } from './holdings/schemas.ts';
import { Merge, MergeApproval, MergesQuery, MergeUndoing, ProposedMerge } from './merges/schemas.ts';
import {
  FoundPerson,
  Look,
  LookAtHoldings,
  PersonCorrection,
  PersonSearch,
  personId,
  StaffPerson,
} from './people/schemas.ts';
import { PolicyQuery, PrivacyPolicy, PrivacyPolicyVersions, RecordOfProcessing } from './schemas.ts';

const personPath = z.object({ personId });
const rightsStaff = staff('data-protection');

export const privacy = area('privacy', {
  getPrivacyPolicy: route({
    operationId: 'getPrivacyPolicy',
    method: 'GET',
    path: '/v1/privacy-policy',
    summary: 'Read how the hub uses people’s information',
    description: 'As it holds today, or as another version says it. In JSON, or as a page.',
    audience: everyone,
    revalidates: true,
    input: { query: PolicyQuery },
    replies: { 200: PrivacyPolicy },
    files: ['text/html'],
    problems: ['policy-version-not-found'],
  }),
  listPrivacyPolicyVersions: route({
    operationId: 'listPrivacyPolicyVersions',
    method: 'GET',
    path: '/v1/privacy-policy/versions',
    summary: 'See every version of the policy, and what each changed',
    description: 'The latest first, those among them that are yet to come.',
    audience: everyone,
    revalidates: true,
    input: {},
    replies: { 200: PrivacyPolicyVersions },
    problems: [],
  }),
  getRecordOfProcessing: route({
    operationId: 'getRecordOfProcessing',
    method: 'GET',
    path: '/v1/record-of-processing',
    summary: 'Read the record of processing activities',
    description: 'As Article 30(1) of the UK GDPR lists it. In JSON, or as a page.',
    audience: everyone,
    revalidates: true,
    input: {},
    replies: { 200: RecordOfProcessing },
    files: ['text/html'],
    problems: [],
  }),
  listMyHoldings: route({
    operationId: 'listMyHoldings',
    method: 'GET',
    path: '/v1/me/holdings',
    summary: 'See everything that the hub holds about you',
    description:
      'Each record with its values: where each comes from, why we hold it and on what basis, who may receive it, what our staff did with it, and when it is deleted. What others may have told us in confidence, or is about others, is named and not shown.',
    audience: learner,
    input: { query: page },
    replies: { 200: pageOf(Holding) },
    problems: ['account-not-found'],
  }),
  findPerson: route({
    operationId: 'findPerson',
    method: 'POST',
    path: '/v1/admin/people/find',
    summary: 'Find what the hub holds about whoever has an address or a reference',
    description:
      'By the whole address, however they write it, or by the reference of a booking or a request of theirs, which leads to the address that it was made with. There is no list of people, and no search by name. Who only stands in what others sent, such as a manager, is found as well. Each look is kept in the audit trail, where the person finds it.',
    audience: rightsStaff,
    input: { body: PersonSearch },
    replies: { 200: FoundPerson },
    problems: [],
  }),
  getPerson: route({
    operationId: 'getPerson',
    method: 'GET',
    path: '/v1/admin/people/{personId}',
    summary: 'See a person',
    description: 'Each look is kept in the audit trail, where the person finds it.',
    audience: rightsStaff,
    input: { path: personPath, query: Look },
    replies: { 200: StaffPerson },
    problems: ['person-not-found'],
  }),
  listHoldingsOfPerson: route({
    operationId: 'listHoldingsOfPerson',
    method: 'GET',
    path: '/v1/admin/people/{personId}/holdings',
    summary: 'See everything that the hub holds about a person',
    description:
      'As they see it themselves, and what was made with other spellings of their addresses, whose readers need not be them. Each look is kept in the audit trail, where the person finds it.',
    audience: rightsStaff,
    input: { path: personPath, query: LookAtHoldings },
    replies: { 200: pageOf(Holding) },
    problems: ['person-not-found'],
  }),
  correctPerson: route({
    operationId: 'correctPerson',
    method: 'PATCH',
    path: '/v1/admin/people/{personId}',
    summary: 'Put right what is wrong of a person',
    description:
      'Only what is given changes, from now on; what was wrong stays beside it, dated. Of somebody with an account, bookings of sessions that are not over say the same within a minute or so. What is over or cancelled, certificates and requests for funding say what they said then. The reason is kept in the audit trail.',
    audience: rightsStaff,
    input: { path: personPath, body: PersonCorrection },
    replies: { 200: StaffPerson },
    problems: ['person-not-found', 'stale-version', 'wrong-state', 'needs-another-person'],
  }),
  proposeMerge: route({
    operationId: 'proposeMerge',
    method: 'POST',
    path: '/v1/admin/people/{personId}/merge',
    summary: 'Propose that another record is of the same person',
    description:
      'Answers what the two hold, and what they were awarded together. Nothing comes of it until another of the staff approves. Keep the record whose address they use now. The reason is kept in the audit trail of both.',
    audience: rightsStaff,
    input: { path: personPath, body: ProposedMerge },
    replies: { 201: Merge },
    problems: ['person-not-found', 'wrong-state', 'needs-another-person'],
  }),
  listMerges: route({
    operationId: 'listMerges',
    method: 'GET',
    path: '/v1/admin/people/{personId}/merges',
    summary: 'See what was merged into a person’s record, or is to be',
    description:
      'The latest first, as long as each can be approved or undone. The latest that is proposed with what the two hold. Each look is kept in the audit trail, where each of them finds it.',
    audience: rightsStaff,
    input: { path: personPath, query: MergesQuery },
    replies: { 200: pageOf(Merge) },
    problems: ['needs-another-person'],
  }),
  approveMerge: route({
    operationId: 'approveMerge',
    method: 'POST',
    path: '/v1/admin/people/{personId}/merge/approve',
    summary: 'Approve that two records are one person’s',
    description:
      'By another of the staff than who proposed it. From then on both addresses lead to one account, with the bookings and requests made with either, and to one allowance. Both addresses are told by email, and neither is told the other.',
    audience: rightsStaff,
    input: { path: personPath, body: MergeApproval },
    replies: { 200: Merge },
    problems: ['merge-not-found', 'person-not-found', 'wrong-state', 'needs-another-person'],
  }),
  withdrawConsent: route({
    operationId: 'withdrawConsent',
    method: 'POST',
    path: '/v1/admin/people/{personId}/consents/{purpose}/withdraw',
    summary: 'Record that somebody takes a consent back',
    description:
      'Who wrote or told it to the hub. It acts at once: what rests on the consent is deleted, or not sent, and they are told by email. Where none stands, nothing changes, and nobody is written to; nor where they consented again after it arrived: ask them.',
    audience: rightsStaff,
    input: { path: withdrawing, body: ToldWithdrawal },
    replies: { 200: WithdrawnChoices },
    problems: ['person-not-found', 'wrong-state', 'needs-another-person'],
  }),
  recordObjection: route({
    operationId: 'recordObjection',
    method: 'POST',
    path: '/v1/admin/people/{personId}/objections',
    summary: 'Record that somebody objects',
    description:
      'Who wrote or told it to the hub, of a use that rests on our legitimate interest. It acts at once, and they are told by email. Sent again, it answers the same.',
    audience: rightsStaff,
    input: { path: personPath, body: ToldObjection },
    replies: { 200: ChosenNow },
    problems: ['person-not-found', 'wrong-state', 'needs-another-person'],
  }),
  undoMerge: route({
    operationId: 'undoMerge',
    method: 'POST',
    path: '/v1/admin/people/{personId}/merge/undo',
    summary: 'Take two records apart again',
    description:
      'As they were, each with what was made with its own addresses, that of the time in between included. One that is only proposed is withdrawn. One person’s saying so is enough. Both are told by email where it had been approved.',
    audience: rightsStaff,
    input: { path: personPath, body: MergeUndoing },
    replies: { 200: Merge },
    problems: ['merge-not-found', 'person-not-found', 'wrong-state', 'needs-another-person'],
  }),
});
