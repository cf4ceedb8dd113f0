import * as z from 'zod';
import { disputeStatuses } from '#domain/training/dispute.ts';
import { page, pageOf } from '#http/pages.ts';
import { area, learner, route, staff } from '#http/route.ts';
import { CpdDays, CpdLog } from './cpd/schemas.ts';
import {
  disputeId,
  NewDispute,
  NewTrainingRecord,
  Settlement,
  StaffDispute,
  TrainingEntry,
  TrainingRecordChange,
  trainingRecordId,
} from './schemas.ts';

const recordPath = z.object({ trainingRecordId });

export const training = area('training', {
  listTrainingRecords: route({
    operationId: 'listTrainingRecords',
    method: 'GET',
    path: '/v1/me/training-records',
    summary: 'See your training',
    description:
      'What you entered yourself, then the sessions that you attended here, then the courses that we paid for, each latest first. The last two follow what is recorded of them. A page may hold fewer than were asked for, though more follows.',
    audience: learner,
    input: { query: page },
    replies: { 200: pageOf(TrainingEntry) },
    problems: ['account-not-found'],
  }),
  addTrainingRecord: route({
    operationId: 'addTrainingRecord',
    method: 'POST',
    path: '/v1/me/training-records',
    summary: 'Enter training that you had elsewhere',
    description: 'You may enter 500. They are deleted with your account.',
    audience: learner,
    input: { body: NewTrainingRecord },
    replies: { 201: TrainingEntry },
    problems: ['account-not-found', 'too-many-training-records'],
  }),
  changeTrainingRecord: route({
    operationId: 'changeTrainingRecord',
    method: 'PATCH',
    path: '/v1/me/training-records/{trainingRecordId}',
    summary: 'Change training that you entered',
    description:
      'Only what is given changes. A session that you attended here, or a course that we paid for, is not changed by you (`wrong-state`): say what is wrong with it instead.',
    audience: learner,
    input: { path: recordPath, body: TrainingRecordChange },
    replies: { 200: TrainingEntry },
    problems: ['account-not-found', 'training-record-not-found', 'stale-version', 'wrong-state'],
  }),
  deleteTrainingRecord: route({
    operationId: 'deleteTrainingRecord',
    method: 'DELETE',
    path: '/v1/me/training-records/{trainingRecordId}',
    summary: 'Delete training that you entered',
    description: 'Only what you entered yourself (`wrong-state` otherwise).',
    audience: learner,
    input: { path: recordPath },
    replies: { 200: z.object({ trainingRecordId }) },
    problems: ['account-not-found', 'training-record-not-found', 'wrong-state'],
  }),
  disputeTrainingRecord: route({
    operationId: 'disputeTrainingRecord',
    method: 'POST',
    path: '/v1/me/training-records/{trainingRecordId}/dispute',
    summary: 'Say what is wrong with a record of a session or a course here',
    description:
      'Our staff look into it and write to you. What you entered yourself you change yourself (`wrong-state`), and while one is open about the same record there is no second.',
    audience: learner,
    input: { path: recordPath, body: NewDispute },
    replies: { 201: TrainingEntry },
    problems: ['account-not-found', 'training-record-not-found', 'wrong-state'],
  }),
  listTrainingDisputes: route({
    operationId: 'listTrainingDisputes',
    method: 'GET',
    path: '/v1/admin/training-disputes',
    summary: 'List what people say is wrong with their training records, those that have waited longest first',
    description:
      'Each with where that is recorded, and in whose words. Each look is kept in the audit trail. `settled` lists those that were answered, in the order of that.',
    audience: staff('bookings'),
    input: { query: page.extend({ status: z.enum(disputeStatuses).default('open') }) },
    replies: { 200: pageOf(StaffDispute) },
    problems: [],
  }),
  settleTrainingDispute: route({
    operationId: 'settleTrainingDispute',
    method: 'POST',
    path: '/v1/admin/training-disputes/{disputeId}/settle',
    summary: 'Say what became of it',
    description:
      'Whoever raised it is sent the answer. What was wrong is put right where it stands, such as by recording attendance again, before.',
    audience: staff('bookings'),
    input: { path: z.object({ disputeId }), body: Settlement },
    replies: { 200: StaffDispute },
    problems: ['training-dispute-not-found', 'wrong-state', 'needs-another-person'],
  }),
});

/** Apart from training records, since what prints a log carries fonts. */
export const cpd = area('training-cpd', {
  getCpdLog: route({
    operationId: 'getCpdLog',
    method: 'GET',
    path: '/v1/me/cpd-log',
    summary: 'Get your CPD log, to print or to send with your revalidation',
    description:
      'All of your training that was completed on these days, with hours, totals and the codes of certificates, which anybody can check. As NMC and HCPC ask for it: whether you took part with others stands beside each; what you made of it you write yourself. At most 2,000 entries. To have it as PDF, name `application/pdf` first in `Accept`.',
    audience: learner,
    input: { query: CpdDays },
    replies: { 200: CpdLog },
    files: ['text/csv', 'application/pdf'],
    problems: ['account-not-found'],
  }),
});
