import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { DocumentLink } from '#http/document-link.ts';
import { area, learner, manageLink, route, staff } from '#http/route.ts';
import {
  Document,
  documentId,
  NewDocument,
  NewStatementDocument,
  NewTrainingDocument,
  TrainingDocument,
  trainingRecordId,
  Upload,
} from './schemas.ts';

const requestPath = z.object({ fundingRequestId: id });
const statementPath = z.object({ statementId: id });

const trainingPath = z.object({ trainingRecordId });
const ofTraining = ['account-not-found', 'training-record-not-found', 'wrong-state'] as const;

export const documents = area('documents', {
  addDocument: route({
    operationId: 'addDocument',
    method: 'POST',
    path: '/v1/funding-requests/{fundingRequestId}/documents',
    summary: 'Upload evidence or an invoice',
    description:
      'Answers where to post the file and with which fields: PDF, JPEG or PNG, 7 MiB at most, within ten minutes. It is checked for malware, and can be used once it is found clean.',
    audience: manageLink,
    input: { path: requestPath, body: NewDocument },
    replies: { 201: Upload },
    problems: ['wrong-state', 'too-many-documents'],
  }),
  listDocuments: route({
    operationId: 'listDocuments',
    method: 'GET',
    path: '/v1/funding-requests/{fundingRequestId}/documents',
    summary: 'See what you have uploaded, and whether it was found clean',
    description:
      'A document that is `clean` can be named in a reply, a report or an invoice. What others uploaded in support is not shown.',
    audience: manageLink,
    input: { path: requestPath },
    replies: { 200: z.object({ items: z.array(Document) }) },
    problems: [],
  }),
  addStatementDocument: route({
    operationId: 'addStatementDocument',
    method: 'POST',
    path: '/v1/statements/{statementId}/documents',
    summary: 'Upload a signed statement',
    description:
      'As evidence is uploaded: the answer says where to post the file and with which fields. While the statement waits for its answer.',
    audience: manageLink,
    input: { path: statementPath, body: NewStatementDocument },
    replies: { 201: Upload },
    problems: ['wrong-state', 'too-many-documents'],
  }),
  listStatementDocuments: route({
    operationId: 'listStatementDocuments',
    method: 'GET',
    path: '/v1/statements/{statementId}/documents',
    summary: 'See the statement that you have uploaded, and whether it was found clean',
    description: 'A document that is `clean` can be named when you give the statement.',
    audience: manageLink,
    input: { path: statementPath },
    replies: { 200: z.object({ items: z.array(Document) }) },
    problems: [],
  }),
  getDocumentLink: route({
    operationId: 'getDocumentLink',
    method: 'GET',
    path: '/v1/admin/documents/{documentId}/link',
    summary: 'Get a link to a document, for a minute',
    description:
      'Statements and evidence for those who look after funding, invoices for finance. Each link is kept in the audit trail.',
    audience: staff('funding', 'finance'),
    input: { path: z.object({ documentId }) },
    replies: { 200: DocumentLink },
    problems: ['document-not-found', 'document-not-ready', 'own-request'],
  }),
  addTrainingDocument: route({
    operationId: 'addTrainingDocument',
    method: 'POST',
    path: '/v1/me/training-records/{trainingRecordId}/documents',
    summary: 'Upload evidence of training that you entered',
    description:
      'Answers where to post the file and with which fields: PDF, JPEG or PNG, 7 MiB at most, within ten minutes. Four belong to an entry, and 30 are uploaded in a day. It is checked for malware, can be opened by you alone once it is found clean, and is deleted with the entry and with your account. Only what you entered yourself has evidence (`wrong-state` otherwise).',
    audience: learner,
    input: { path: trainingPath, body: NewTrainingDocument },
    replies: { 201: Upload },
    problems: [...ofTraining, 'too-many-documents'],
  }),
  listTrainingDocuments: route({
    operationId: 'listTrainingDocuments',
    method: 'GET',
    path: '/v1/me/training-records/{trainingRecordId}/documents',
    summary: 'See the evidence of training that you entered, and whether it was found clean',
    description: 'What was refused is shown until you delete it, or another needs its room.',
    audience: learner,
    input: { path: trainingPath },
    replies: { 200: z.object({ items: z.array(TrainingDocument) }) },
    problems: ofTraining,
  }),
  getTrainingDocumentLink: route({
    operationId: 'getTrainingDocumentLink',
    method: 'GET',
    path: '/v1/me/training-records/{trainingRecordId}/documents/{documentId}/link',
    summary: 'Get a link to your evidence of training, for a minute',
    description: 'Of a document that is `clean`.',
    audience: learner,
    input: { path: trainingPath.extend({ documentId }) },
    replies: { 200: DocumentLink },
    problems: [...ofTraining, 'document-not-found', 'document-not-ready'],
  }),
  deleteTrainingDocument: route({
    operationId: 'deleteTrainingDocument',
    method: 'DELETE',
    path: '/v1/me/training-records/{trainingRecordId}/documents/{documentId}',
    summary: 'Delete evidence of training',
    description: 'Whatever became of it. Its file goes with it.',
    audience: learner,
    input: { path: trainingPath.extend({ documentId }) },
    replies: { 200: z.object({ documentId }) },
    problems: [...ofTraining, 'document-not-found'],
  }),
});
