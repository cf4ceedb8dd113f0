import { area, everyone, route } from '#http/route.ts';
import { PolicyQuery, PrivacyPolicy, PrivacyPolicyVersions, RecordOfProcessing } from './schemas.ts';

export const privacy = area('privacy', {
  getPrivacyPolicy: route({
    operationId: 'getPrivacyPolicy',
    method: 'GET',
    path: '/v1/privacy-policy',
    summary: 'Read how the hub uses people’s information',
    description: 'As it is now, or as a version before said it. In JSON, or as a page.',
    audience: everyone,
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
    description: 'The latest first.',
    audience: everyone,
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
    input: {},
    replies: { 200: RecordOfProcessing },
    files: ['text/html'],
    problems: [],
  }),
});
