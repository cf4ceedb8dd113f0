import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import '#records/all.ts';
import { kindOf, recordTypes } from '#records/engine/record.ts';
import { indexed, kinds } from '#records/kinds.ts';
import { createPermissions } from '../../infra/local/aws/permissions.ts';
import { readAssembly } from '../../infra/local/template/assembly.ts';
import type { DeployedFunction, Deployment } from '../../infra/local/template/deployment.ts';
import { assemblyFolder, testDeployment } from '../support/deployment.ts';

const records = 'dynamodb:table/south-east-london-dev-records-Records';
const audit = 'dynamodb:table/south-east-london-dev-records-Audit';
const demographics = 'dynamodb:table/south-east-london-dev-records-Demographics';
const demographicsKey = 'kms:key of Demographics';
const recordsKey = 'kms:key of Records';
const auditKey = 'kms:key of Audit';
const documentsKey = 'kms:key of Documents';
const makesMacs = 'kms:GenerateMac on kms:key of Subjects if kms:MacAlgorithm=HMAC_SHA_256';
const onlyThroughS3 = 'kms:ViaService=s3.eu-west-2.amazonaws.com';
const onlyThroughDynamoDb = 'kms:ViaService=dynamodb.eu-west-2.amazonaws.com';

/** Those that are too large to be answered, and nothing of what people upload. */
const writesTables = (area: 'bookings' | 'funding') => [
  `s3:PutObject,AbortMultipartUpload,GetObjectVersion on s3:exports/${area}/*`,
  `kms:GenerateDataKey,Decrypt on ${documentsKey} if ${onlyThroughS3}`,
];

/** What people are led to from what is theirs. */
const everythingOfPeople = [
  'booking accessNeeds attendee certificate lineEntry offer session groupBooking groupMember groupBookingLink groupBookingEmail address person registration emailChange merge asks linksAsked managed suppressedAddress',
  'fundingRequest fundingHistory statement document allowance ledgerEntry allowanceMember allowanceGroup choice needsConsent invoice invoiceGuard invoiceNumbers staffMember staffAddress',
  'bookingLink fundingRequestLink statementLink registrationLink accountLink',
  'newEmailLink oldEmailLink newEmailEmail oldEmailEmail newsLink newsEmail',
  'bookingEmail sessionEmail fundingRequestEmail statementEmail registrationEmail accountEmail',
  'trainingRecord trainingCount trainingDispute trainingDocument',
].join(' ');

/** Exactly what each function may do: its actions, on which resources, of which kinds of record or lists, under which condition. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'bookings-public': [
    `dynamodb:GetItem,BatchGetItem on ${records} of session places listing attendee booking certificate person address asks groupBooking bookingLink groupBookingLink reply`,
    `dynamodb:Query on ${records} of listingWeek lineEntry needsConsent groupMember`,
    `dynamodb:ConditionCheckItem on ${records} of places attendee lineEntry booking accessNeeds needsConsent person address asks groupBooking groupMember managed bookingEmail groupBookingEmail reply`,
    `dynamodb:PutItem on ${records} of attendee lineEntry booking accessNeeds needsConsent person address asks linksAsked groupBooking groupMember managed bookingEmail groupBookingEmail reply`,
    `dynamodb:UpdateItem on ${records} of places booking needsConsent person address groupBooking`,
    `dynamodb:DeleteItem on ${records} of attendee lineEntry offer accessNeeds`,
    `dynamodb:Query on ${records}/index/gsi1 of publishedSessions`,
    `dynamodb:Query on ${records}/index/owed of listingWeeks`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    makesMacs,
  ],
  'website-pages': [
    'lambda:InvokeFunction on bookings-public + documents-public + funding-public + people-public + privacy-public',
    // Who is signed in, sealed: nothing else of the table.
    `dynamodb:GetItem,BatchGetItem,PutItem,UpdateItem,DeleteItem on ${records} of websiteSession`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
  ],
  'bookings-me': [
    `dynamodb:GetItem,BatchGetItem on ${records} of session places person address`,
    `dynamodb:Query on ${records} of lineEntry`,
    `dynamodb:UpdateItem on ${records} of person address`,
    `dynamodb:Query on ${records}/index/gsi2 of bookingsOfPerson`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
  ],
  'funding-me': [
    `dynamodb:GetItem,BatchGetItem on ${records} of fundingRequest person address`,
    `dynamodb:Query on ${records} of managed`,
    `dynamodb:UpdateItem on ${records} of person address`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
  ],
  'people-public': [
    `dynamodb:GetItem,BatchGetItem on ${records} of registration person address asks registrationLink accountLink emailChange allowanceMember allowanceGroup newEmailLink oldEmailLink newsLink workplaces workplacePart reply`,
    `dynamodb:ConditionCheckItem on ${records} of person asks`,
    `dynamodb:PutItem on ${records} of registration person address asks allowanceMember allowanceGroup unsubscribed registrationEmail accountEmail reply`,
    `dynamodb:UpdateItem on ${records} of registration person address emailChange allowanceMember allowanceGroup choice`,
    `dynamodb:Query on ${records} of choice`,
    `dynamodb:DeleteItem on ${records} of allowanceGroup`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    makesMacs,
    'cognito-idp:AdminCreateUser,AdminGetUser,AdminDeleteUser on the pool of learners',
  ],
  'people-me': [
    `dynamodb:GetItem,BatchGetItem on ${records} of person address booking fundingRequest asks reply`,
    `dynamodb:ConditionCheckItem on ${records} of asks`,
    `dynamodb:PutItem on ${records} of bookingLink fundingRequestLink asks emailChange newEmailEmail oldEmailEmail accountEmail reply`,
    `dynamodb:UpdateItem,DeleteItem on ${records} of person address`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    makesMacs,
  ],
  'people-demographics': [
    `dynamodb:GetItem,BatchGetItem on ${records} of person address reply`,
    `dynamodb:Query on ${records} of choice needsConsent`,
    `dynamodb:ConditionCheckItem on ${records} of person choice`,
    `dynamodb:PutItem on ${records} of choice unsubscribed reply`,
    `dynamodb:DeleteItem on ${records} of unsubscribed`,
    `dynamodb:UpdateItem on ${records} of person address choice`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    makesMacs,
    `dynamodb:GetItem,PutItem,UpdateItem,DeleteItem on ${demographics} of demographics`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${demographicsKey} if ${onlyThroughDynamoDb}`,
    'sqs:ReceiveMessage,ChangeMessageVisibility,GetQueueUrl,DeleteMessage,GetQueueAttributes on DemographicsUpkeep',
  ],
  'people-tend': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:GetItem,BatchGetItem on ${records} of person allowanceMember allowanceGroup`,
    `dynamodb:UpdateItem on ${records} of person address allowanceMember allowanceGroup trainingRecord trainingCount trainingDocument`,
    `dynamodb:Query on ${records} of trainingRecord`,
    `dynamodb:PutItem on ${records} of accountEmail`,
    `dynamodb:Query on ${records}/index/gsi1 of accountsToTend`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
  ],
  'training-me': [
    `dynamodb:GetItem,BatchGetItem on ${records} of trainingRecord booking session fundingRequest person address trainingCount trainingDispute reply`,
    `dynamodb:Query on ${records} of trainingRecord managed`,
    `dynamodb:ConditionCheckItem on ${records} of person`,
    `dynamodb:PutItem on ${records} of trainingRecord trainingCount trainingDispute reply`,
    `dynamodb:UpdateItem on ${records} of trainingRecord person address trainingCount`,
    `dynamodb:DeleteItem on ${records} of trainingRecord trainingDocument`,
    `dynamodb:Query on ${records}/index/gsi2 of bookingsOfPerson`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
  ],
  'training-cpd-me': [
    `dynamodb:GetItem,BatchGetItem on ${records} of trainingRecord booking session fundingRequest person address`,
    `dynamodb:Query on ${records} of trainingRecord managed`,
    `dynamodb:UpdateItem on ${records} of person address`,
    `dynamodb:Query on ${records}/index/gsi2 of bookingsOfPerson`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
  ],
  'training-admin': [
    `dynamodb:GetItem,BatchGetItem on ${records} of trainingDispute person reply`,
    `dynamodb:PutItem on ${records} of accountEmail reply`,
    `dynamodb:UpdateItem on ${records} of trainingDispute`,
    `dynamodb:Query on ${records}/index/gsi1 of trainingDisputes`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    `dynamodb:PutItem on ${audit}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${auditKey} if ${onlyThroughDynamoDb}`,
  ],
  'people-tell': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:GetItem,BatchGetItem on ${records} of person policyNotices news`,
    `dynamodb:ConditionCheckItem on ${records} of choice unsubscribed`,
    `dynamodb:UpdateItem on ${records} of person news`,
    `dynamodb:PutItem on ${records} of policyNotices accountEmail newsEmail`,
    `dynamodb:Query on ${records}/index/gsi1 of accountsToTend newsToSend newsConsents`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    makesMacs,
  ],
  'people-end-users': [
    `dynamodb:GetItem,BatchGetItem on ${records} of person address`,
    `dynamodb:Query on ${records} of trainingRecord`,
    `dynamodb:DeleteItem on ${records} of trainingRecord trainingCount trainingDocument`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    'cognito-idp:AdminDeleteUser,AdminGetUser,AdminUpdateUserAttributes on the pool of learners',
    'sqs:ReceiveMessage,ChangeMessageVisibility,GetQueueUrl,DeleteMessage,GetQueueAttributes on AccountEndings',
  ],
  'bookings-admin': [
    `dynamodb:GetItem,BatchGetItem on ${records} of session sessionCancellation places series attendee booking accessNeeds person address asks suppressedAddress reply`,
    `dynamodb:Query on ${records} of lineEntry`,
    `dynamodb:ConditionCheckItem on ${records} of lineEntry person address suppressedAddress`,
    `dynamodb:PutItem on ${records} of session sessionCancellation places notices series attendee lineEntry booking accessNeeds needsConsent certificate person address bookingEmail reply`,
    `dynamodb:UpdateItem on ${records} of session places notices booking person address asks`,
    `dynamodb:DeleteItem on ${records} of attendee lineEntry offer accessNeeds certificate`,
    `dynamodb:Query on ${records}/index/gsi2 of allSessions`,
    `dynamodb:Query on ${records}/index/gsi1 of bookingsOfSession`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    makesMacs,
    `dynamodb:PutItem on ${audit}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${auditKey} if ${onlyThroughDynamoDb}`,
    ...writesTables('bookings'),
  ],
  'bookings-follow-up': [
    `dynamodb:GetItem,BatchGetItem on ${records} of session sessionCancellation places notices booking accessNeeds person address asks linksAsked groupBooking fundingRequest statement`,
    `dynamodb:Query on ${records} of attendee lineEntry offer needsConsent managed groupMember`,
    `dynamodb:ConditionCheckItem on ${records} of places accessNeeds person asks`,
    `dynamodb:PutItem on ${records} of offer booking asks bookingEmail groupBookingEmail sessionEmail fundingRequestEmail statementEmail`,
    `dynamodb:UpdateItem on ${records} of places notices attendee booking accessNeeds needsConsent`,
    `dynamodb:DeleteItem on ${records} of attendee lineEntry offer accessNeeds linksAsked`,
    `dynamodb:Query on ${records}/index/gsi2 of bookingsOfPerson`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    makesMacs,
    'sqs:ReceiveMessage,ChangeMessageVisibility,GetQueueUrl,DeleteMessage,GetQueueAttributes on FollowUps',
  ],
  'bookings-tend': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:GetItem,BatchGetItem on ${records} of session places notices listing`,
    `dynamodb:UpdateItem on ${records} of listing`,
    `dynamodb:Query on ${records} of listingWeek`,
    `dynamodb:Query on ${records}/index/gsi1 of publishedSessions sessionsToTell offersByEnd`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    'sqs:SendMessage on FollowUps + ListingChanges',
  ],
  'bookings-listing': [
    `dynamodb:GetItem,BatchGetItem on ${records} of session places listing listingWeek`,
    `dynamodb:Query,UpdateItem on ${records} of listingWeek`,
    `dynamodb:PutItem on ${records} of listing listingWeek`,
    `dynamodb:Query on ${records}/index/gsi1 of publishedSessions`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    'sqs:ReceiveMessage,ChangeMessageVisibility,GetQueueUrl,DeleteMessage,GetQueueAttributes on ListingChanges',
  ],
  'calendar-public': [
    `dynamodb:GetItem,BatchGetItem on ${records} of session places listing`,
    `dynamodb:Query on ${records} of listingWeek`,
    `dynamodb:Query on ${records}/index/gsi1 of publishedSessions`,
    `dynamodb:Query on ${records}/index/owed of listingWeeks`,
    `kms:Decrypt on ${recordsKey} if ${onlyThroughDynamoDb}`,
  ],
  'documents-public': [
    `dynamodb:GetItem,BatchGetItem on ${records} of document fundingRequest statement fundingRequestLink statementLink reply`,
    `dynamodb:PutItem on ${records} of document reply`,
    `dynamodb:UpdateItem on ${records} of fundingRequest`,
    `dynamodb:DeleteItem on ${records} of document`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    makesMacs,
    's3:PutObject on s3:documents/*',
    `kms:GenerateDataKey,Decrypt on ${documentsKey} if ${onlyThroughS3}`,
  ],
  'documents-admin': [
    `dynamodb:GetItem,BatchGetItem on ${records} of document fundingRequest`,
    `kms:Decrypt on ${recordsKey} if ${onlyThroughDynamoDb}`,
    `dynamodb:PutItem on ${audit}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${auditKey} if ${onlyThroughDynamoDb}`,
    's3:GetObjectVersion on s3:documents/*',
    `kms:Decrypt on ${documentsKey} if ${onlyThroughS3}`,
  ],
  'documents-me': [
    `dynamodb:GetItem,BatchGetItem on ${records} of trainingDocument trainingRecord trainingCount person address reply`,
    `dynamodb:ConditionCheckItem on ${records} of person`,
    `dynamodb:PutItem on ${records} of trainingDocument reply`,
    `dynamodb:UpdateItem on ${records} of trainingRecord trainingCount person address`,
    `dynamodb:DeleteItem on ${records} of trainingDocument`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    's3:PutObject on s3:training-documents/*',
    `kms:GenerateDataKey,Decrypt on ${documentsKey} if ${onlyThroughS3}`,
    's3:GetObjectVersion on s3:training-documents/*',
    `kms:Decrypt on ${documentsKey} if ${onlyThroughS3}`,
  ],
  'documents-check': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:GetItem,BatchGetItem on ${records} of document fundingRequest statement trainingDocument person`,
    `dynamodb:PutItem on ${records} of fundingRequestEmail statementEmail accountEmail`,
    `dynamodb:UpdateItem on ${records} of document trainingDocument`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    's3:GetObjectVersion,DeleteObjectVersion on s3:documents/* + s3:training-documents/*',
    `kms:Decrypt on ${documentsKey} if ${onlyThroughS3}`,
  ],
  'documents-tend': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:GetItem,BatchGetItem on ${records} of document fundingRequest statement trainingDocument person`,
    `dynamodb:PutItem on ${records} of fundingRequestEmail statementEmail accountEmail`,
    `dynamodb:UpdateItem on ${records} of document trainingDocument`,
    `dynamodb:Query on ${records}/index/gsi1 of documentsUnheardOf trainingDocumentsUnheardOf`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    's3:GetObjectVersion,GetObjectVersionTagging,DeleteObjectVersion on s3:documents/* + s3:training-documents/*',
    's3:ListBucketVersions on s3: if s3:prefix=documents/*,training-documents/*',
    `kms:Decrypt on ${documentsKey} if ${onlyThroughS3}`,
    'guardduty:SendObjectMalwareScan on *',
  ],
  'documents-remove': [
    's3:DeleteObject,DeleteObjectVersion on s3:documents/* + s3:training-documents/*',
    's3:ListBucketVersions on s3: if s3:prefix=documents/*,training-documents/*',
    'sqs:ReceiveMessage,ChangeMessageVisibility,GetQueueUrl,DeleteMessage,GetQueueAttributes on DocumentRemovals',
  ],
  'emails-admin': [
    `dynamodb:GetItem,BatchGetItem,PutItem on ${records} of reply`,
    `dynamodb:DeleteItem on ${records} of suppressedAddress`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    `dynamodb:PutItem on ${audit}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${auditKey} if ${onlyThroughDynamoDb}`,
    'ses:DeleteSuppressedDestination on *',
  ],
  // It tells what is done with everybody's data, and can read nobody's.
  'privacy-public': [],
  'privacy-me': [
    `dynamodb:GetItem,BatchGetItem,Query on ${records} of ${everythingOfPeople}`,
    `dynamodb:UpdateItem on ${records} of address person`,
    `dynamodb:Query on ${records}/index/subject of ofSubject`,
    `dynamodb:Query on ${records}/index/gsi1 of bookingsOfSession ledgerOfRequest mergesOfOther`,
    `dynamodb:Query on ${records}/index/gsi2 of bookingsOfPerson`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    makesMacs,
    `dynamodb:Query on ${audit}/index/gsi1`,
    `kms:Decrypt on ${auditKey} if ${onlyThroughDynamoDb}`,
  ],
  'privacy-admin': [
    `dynamodb:GetItem,BatchGetItem,Query on ${records} of ${everythingOfPeople} unsubscribed reply`,
    `dynamodb:ConditionCheckItem on ${records} of address person`,
    `dynamodb:PutItem on ${records} of merge allowanceMember allowanceGroup choice accountEmail unsubscribed reply`,
    `dynamodb:UpdateItem on ${records} of address person merge allowanceMember allowanceGroup choice needsConsent`,
    `dynamodb:DeleteItem on ${records} of accessNeeds allowanceMember allowanceGroup`,
    `dynamodb:Query on ${records}/index/subject of ofSubject`,
    `dynamodb:Query on ${records}/index/reference of ?????-?????`,
    `dynamodb:Query on ${records}/index/gsi1 of bookingsOfSession ledgerOfRequest mergesOfOther`,
    `dynamodb:Query on ${records}/index/gsi2 of bookingsOfPerson`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    makesMacs,
    `dynamodb:Query on ${audit}/index/gsi1`,
    `kms:Decrypt on ${auditKey} if ${onlyThroughDynamoDb}`,
    `dynamodb:PutItem on ${audit}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${auditKey} if ${onlyThroughDynamoDb}`,
  ],
  'news-admin': [
    `dynamodb:GetItem,BatchGetItem on ${records} of news person reply`,
    `dynamodb:PutItem on ${records} of news reply`,
    `dynamodb:UpdateItem on ${records} of news`,
    `dynamodb:Query on ${records}/index/gsi1 of newsConsents`,
    `dynamodb:Query on ${records}/index/gsi2 of allNews`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    `dynamodb:PutItem on ${audit}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${auditKey} if ${onlyThroughDynamoDb}`,
  ],
  'people-admin': [
    `dynamodb:GetItem,BatchGetItem on ${records} of staffMember staffAddress staffAdmins person asks reply`,
    `dynamodb:ConditionCheckItem on ${records} of asks`,
    `dynamodb:PutItem on ${records} of staffMember staffAddress staffAdmins asks emailChange newEmailEmail oldEmailEmail reply`,
    `dynamodb:UpdateItem on ${records} of staffMember staffAddress staffAdmins`,
    `dynamodb:Query on ${records}/index/gsi1 of staffBySub`,
    `dynamodb:Query on ${records}/index/gsi2 of staffNow staffLeft`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    makesMacs,
    `dynamodb:PutItem on ${audit}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${auditKey} if ${onlyThroughDynamoDb}`,
    'cognito-idp:AdminGetUser,AdminCreateUser,AdminListGroupsForUser,AdminAddUserToGroup,AdminRemoveUserFromGroup,AdminUserGlobalSignOut,AdminDisableUser,AdminDeleteUser on the pool of staff',
  ],
  'audit-seal': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:Query on ${audit}/index/gsi2`,
    `kms:Decrypt on ${auditKey} if ${onlyThroughDynamoDb}`,
    's3:PutObject on s3:seals/audit-heads/*',
  ],
  'funding-public': [
    `dynamodb:GetItem,BatchGetItem on ${records} of pot potBalances fundingRequest statement document invoice invoiceNumbers allowance allowanceMember allowanceGroup person address asks fundingRequestLink statementLink statementEmail reply`,
    `dynamodb:ConditionCheckItem on ${records} of person address asks`,
    `dynamodb:PutItem on ${records} of ledgerEntry fundingRequest fundingHistory statement invoice invoiceGuard invoiceNumbers person address asks managed fundingRequestEmail statementEmail reply`,
    `dynamodb:UpdateItem on ${records} of potBalances fundingRequest statement invoice invoiceGuard invoiceNumbers allowance person address`,
    `dynamodb:DeleteItem on ${records} of invoiceGuard`,
    `dynamodb:Query on ${records} of fundingHistory`,
    `dynamodb:Query on ${records}/index/gsi1 of pots`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    makesMacs,
    `dynamodb:PutItem on ${audit}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${auditKey} if ${onlyThroughDynamoDb}`,
  ],
  'funding-admin': [
    `dynamodb:GetItem,BatchGetItem on ${records} of pot potVersion potBalances fundingRequest statement document invoice allowance allowanceMember allowanceGroup statementEmail reply`,
    `dynamodb:ConditionCheckItem on ${records} of allowanceMember`,
    `dynamodb:Query on ${records} of ledgerEntry fundingHistory`,
    `dynamodb:PutItem on ${records} of pot potVersion potBalances ledgerEntry fundingHistory allowance fundingRequestEmail reply`,
    `dynamodb:UpdateItem on ${records} of pot potBalances fundingRequest invoice allowance allowanceMember allowanceGroup`,
    `dynamodb:Query on ${records}/index/gsi1 of pots invoicesByStatus`,
    `dynamodb:Query on ${records}/index/gsi2 of fundingByStatus`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    makesMacs,
    `dynamodb:PutItem on ${audit}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${auditKey} if ${onlyThroughDynamoDb}`,
    ...writesTables('funding'),
  ],
  'funding-tend': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:GetItem,BatchGetItem on ${records} of pot potBalances fundingRequest statement document invoice allowance allowanceMember allowanceGroup asks`,
    `dynamodb:Query on ${records} of fundingHistory`,
    `dynamodb:ConditionCheckItem on ${records} of asks`,
    `dynamodb:PutItem on ${records} of ledgerEntry fundingHistory asks fundingRequestEmail statementEmail`,
    `dynamodb:UpdateItem on ${records} of potBalances fundingRequest fundingHistory statement document invoice invoiceGuard invoiceNumbers allowance managed`,
    `dynamodb:Query on ${records}/index/gsi1 of fundingToTend invoicesByStatus`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    makesMacs,
    `dynamodb:PutItem on ${audit}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${auditKey} if ${onlyThroughDynamoDb}`,
  ],
  'funding-digest': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:PutItem on ${records} of digest fundingQueuesEmail`,
    `dynamodb:Query on ${records}/index/gsi2 of fundingByStatus`,
    `dynamodb:Query on ${records}/index/gsi1 of invoicesByStatus`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
  ],
  'changes-relay': [
    'sqs:SendMessage on Emails + EmailsWithDocuments + FollowUps + ListingChanges + DocumentRemovals + AccountEndings + DemographicsUpkeep + DocumentDeadLetters',
    `kms:Decrypt on ${recordsKey} if ${onlyThroughDynamoDb}`,
    'sqs:SendMessage,GetQueueAttributes,GetQueueUrl on EventDeadLetters',
    'dynamodb:ListStreams on *',
    `dynamodb:DescribeStream,GetRecords,GetShardIterator on ${records}/stream/local`,
  ],
  'emails-deliver': [
    `dynamodb:GetItem,BatchGetItem on ${records} of unsubscribed news suppressedAddress address person`,
    `dynamodb:Query on ${records} of bookingEmail groupBookingEmail sessionEmail fundingRequestEmail statementEmail fundingQueuesEmail registrationEmail accountEmail newEmailEmail oldEmailEmail newsEmail choice`,
    `dynamodb:UpdateItem on ${records} of bookingEmail groupBookingEmail sessionEmail fundingRequestEmail statementEmail fundingQueuesEmail registrationEmail accountEmail newEmailEmail oldEmailEmail newsEmail`,
    `dynamodb:PutItem,DeleteItem on ${records} of bookingLink groupBookingLink fundingRequestLink statementLink registrationLink accountLink newEmailLink oldEmailLink newsLink`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    'ses:SendRawEmail on ses:identity/dev.selwdh.co.uk + ses:configuration-set if ses:FromAddress=bookings@dev.selwdh.co.uk',
    'sqs:ReceiveMessage,ChangeMessageVisibility,GetQueueUrl,DeleteMessage,GetQueueAttributes on Emails',
  ],
  'emails-deliver-certificate': [
    `dynamodb:GetItem,BatchGetItem on ${records} of suppressedAddress address person`,
    `dynamodb:Query,UpdateItem on ${records} of bookingEmail`,
    `dynamodb:PutItem,DeleteItem on ${records} of bookingLink`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    'ses:SendRawEmail on ses:identity/dev.selwdh.co.uk + ses:configuration-set if ses:FromAddress=bookings@dev.selwdh.co.uk',
    'sqs:ReceiveMessage,ChangeMessageVisibility,GetQueueUrl,DeleteMessage,GetQueueAttributes on EmailsWithDocuments',
  ],
  'emails-status': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:PutItem on ${records} of suppressedAddress`,
    `dynamodb:UpdateItem on ${records} of bookingEmail groupBookingEmail sessionEmail fundingRequestEmail statementEmail fundingQueuesEmail registrationEmail accountEmail newEmailEmail oldEmailEmail newsEmail booking`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    makesMacs,
  ],
  'emails-requeue': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:Query,UpdateItem on ${records} of bookingEmail groupBookingEmail sessionEmail fundingRequestEmail statementEmail fundingQueuesEmail registrationEmail accountEmail newEmailEmail oldEmailEmail newsEmail`,
    `dynamodb:Query on ${records}/index/owed of emailsOwed emailsGivenUp`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    'sqs:SendMessage on Emails + EmailsWithDocuments',
  ],
};

/** The name of a kind or a list by what a policy calls it. */
const names = new Map(
  [
    ...Object.entries(kinds),
    ...Object.entries(indexed).map(([name, { prefix }]): [string, string] => [name, prefix]),
  ].map(([name, prefix]) => [prefix.endsWith('#') ? `${prefix}*` : prefix, name]),
);

const OnlyKeys = z.strictObject({
  'ForAllValues:StringLike': z.strictObject({
    'dynamodb:LeadingKeys': z.union([z.string(), z.array(z.string()).min(1)]),
  }),
  Null: z.strictObject({ 'dynamodb:LeadingKeys': z.literal('false') }),
});

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);

type Known = Pick<Deployment, 'pools' | 'functions'>;

/** An ARN without what every one here has, and without the hash that the CDK puts behind a name. */
function shortResource(arn: string, { pools, functions }: Known): string {
  if (arn === '*') return '*';
  const [, , service, , , ...rest] = arn.split(':');
  const name = rest.join(':');
  if (service === 'lambda') return functions.find((fn) => fn.arn === arn)?.environment.POWERTOOLS_SERVICE_NAME ?? name;
  if (service === 'cognito-idp')
    return pools.find((pool) => pool.arn === arn)?.groups.length === 0 ? 'the pool of learners' : 'the pool of staff';
  if (service === 'sqs') return /-events-([A-Za-z]+?)(?=[0-9A-F]{8}(\.fifo)?$)/.exec(name)?.[1] ?? name;
  if (service === 's3')
    return `s3:${name.replace(/^[^/]*-documents-documents[0-9a-f]{8}\/?/, '').replace(/^[^/]*-records-seals[0-9a-f]{8}/, 'seals')}`;
  if (service === 'kms')
    return `kms:key of ${/-(?:records|documents)-([A-Za-z]+?)(?:Key)?[0-9A-F]{8}/.exec(name)?.[1]}`;
  if (service === 'dynamodb') return `dynamodb:${name.replace(/(Records|Audit|Demographics)[0-9A-F]{8}/, '$1')}`;
  return `${service}:${name.replace(/(configuration-set)\/.*/, '$1')}`;
}

/** By which kinds of record, or which lists of an index, a condition holds partition keys, where it holds them as it should. */
function namedBy(condition: unknown): string | undefined {
  const of = OnlyKeys.safeParse(condition);
  if (!of.success) return undefined;
  return list(of.data['ForAllValues:StringLike']['dynamodb:LeadingKeys'])
    .map((pattern) => names.get(pattern) ?? pattern)
    .join(' ');
}

function permissionsOf({ policies }: DeployedFunction, known: Known): string[] {
  return policies
    .flatMap(({ Statement }) => Statement)
    .map((statement) => {
      const actions = list(statement.Action);
      const service = actions[0]?.split(':')[0];
      expect(statement.Effect).toBe('Allow');
      const named = namedBy(statement.Condition);
      const conditions = named
        ? []
        : Object.values((statement.Condition ?? {}) as Record<string, Record<string, string>>).flatMap((keys) =>
            Object.entries(keys).map(([key, value]) => `${key}=${value}`),
          );
      const resources = list(statement.Resource)
        .map((arn) => shortResource(arn, known))
        .join(' + ');
      const does = actions.map((action) => action.slice(`${service}:`.length)).join(',');
      return `${service}:${does} on ${resources}${named ? ` of ${named}` : ''}${conditions.length > 0 ? ` if ${conditions.join(',')}` : ''}`;
    })
    .filter((permission) => !permission.startsWith('logs:'));
}

describe('what each function may do', () => {
  let functions: ReadonlyMap<string, DeployedFunction>;
  let known: Known;

  beforeAll(async () => {
    const deployment = testDeployment();
    known = deployment;
    functions = new Map(deployment.functions.map((fn) => [fn.environment.POWERTOOLS_SERVICE_NAME ?? '', fn]));
  });

  it.each(Object.keys(expected))('%s', (name) => {
    const fn = functions.get(name);
    if (!fn) throw new Error(`There is no ${name}`);
    expect(permissionsOf(fn, known).sort()).toEqual([...(expected[name] ?? [])].sort());
  });

  it('is stated here for every function that there is', () => {
    expect([...functions.keys()].sort()).toEqual(Object.keys(expected).sort());
  });

  it('lets each function write its own log only', () => {
    for (const { policies, name } of functions.values()) {
      const logs = policies
        .flatMap(({ Statement }) => Statement)
        .filter(({ Action }) => list(Action)[0]?.startsWith('logs:'));
      expect(logs, name).toHaveLength(1);
      expect(list(logs[0]?.Resource), name).toHaveLength(1);
    }
  });

  it('holds no wildcard in any action', () => {
    for (const { policies } of functions.values()) {
      for (const statement of policies.flatMap(({ Statement }) => Statement)) {
        for (const action of list(statement.Action)) expect(action).not.toContain('*');
      }
    }
  });

  const statementsOf = ({ policies }: DeployedFunction) => policies.flatMap(({ Statement }) => Statement);
  const touches = (table: string) => (statement: Record<string, unknown>) =>
    list(statement.Resource).some((arn) => arn.includes(`-records-${table}`) && arn.includes(':dynamodb:')) &&
    !list(statement.Resource).some((arn) => arn.includes('/stream/'));

  it('names the kinds of record, or the lists, wherever it lets a function touch records', () => {
    for (const fn of functions.values()) {
      const unnamed = statementsOf(fn)
        .filter(touches('Records'))
        .filter(({ Condition }) => !namedBy(Condition));
      expect(unnamed, fn.name).toEqual([]);
    }
  });

  it('holds each action in one statement, since a batch must fit one', () => {
    for (const fn of functions.values()) {
      const actions = statementsOf(fn)
        .filter(touches('Records'))
        .flatMap((statement) => list(statement.Action).map((action) => `${action} ${list(statement.Resource)}`));
      expect(actions, fn.name).toEqual([...new Set(actions)]);
    }
  });

  it('lets who answers people about themselves alone query the index by subject, which tells no kinds apart', () => {
    const allowed = [...functions.values()]
      .filter((fn) =>
        statementsOf(fn).some(({ Resource }) => list(Resource).some((arn) => /index\/(subject|\*)/.test(arn))),
      )
      .map(({ environment }) => environment.POWERTOOLS_SERVICE_NAME);
    expect(allowed).toEqual(['privacy-me', 'privacy-admin']);
  });

  it('lets one function alone touch what people told of themselves, or use its key, whatever it may be called by', async () => {
    const { tables, naming } = testDeployment();
    const [table] = tables.filter(({ name }) => name.includes('Demographics'));
    const key = statementsOf(functions.get('people-demographics') as DeployedFunction)
      .filter(({ Action }) => list(Action).includes('kms:Decrypt'))
      .flatMap(({ Resource }) => list(Resource))
      .filter((arn) => arn.includes('Demographics'));
    expect(key).toHaveLength(1);
    const permissions = createPermissions(naming);
    const context = { 'dynamodb:LeadingKeys': ['DEMOGRAPHICS#01KF7D2C4E6G8J1M3P5R7T9V2X'] };
    const tries = [
      ...['GetItem', 'BatchGetItem', 'Query', 'Scan', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'].map(
        (action) => ({ action: `dynamodb:${action}`, resource: table?.arn ?? '', context }),
      ),
      ...['Decrypt', 'GenerateDataKey'].map((action) => ({
        action: `kms:${action}`,
        resource: key[0] ?? '',
        context: { 'kms:ViaService': 'dynamodb.eu-west-2.amazonaws.com' },
      })),
    ];
    // As every key of ours has it: its account decides, by the policies of its roles.
    const Principal = { AWS: `arn:aws:iam::${naming.account}:root` };
    const ofKey = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }],
    };
    const mayDo = async (fn: DeployedFunction) => {
      const allowed = await Promise.all(
        tries.map((each) => permissions.isAllowed(fn, each, each.action.startsWith('kms:') ? ofKey : undefined)),
      );
      return tries.filter((_, index) => allowed[index]).map(({ action }) => action);
    };
    for (const [name, fn] of functions)
      expect(await mayDo(fn), name).toEqual(
        name === 'people-demographics'
          ? [
              ...['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'].map((action) => `dynamodb:${action}`),
              ...['kms:Decrypt', 'kms:GenerateDataKey'],
            ]
          : [],
      );
  });

  it('lets staff who answer people alone query the index by reference, whose keys begin with no kind', () => {
    const allowed = [...functions.values()]
      .filter((fn) =>
        statementsOf(fn).some(({ Resource }) => list(Resource).some((arn) => /index\/(reference|\*)/.test(arn))),
      )
      .map(({ environment }) => environment.POWERTOOLS_SERVICE_NAME);
    expect(allowed).toEqual(['privacy-admin']);
  });

  it('lets whoever writes records of somebody or looks them up, and nobody else, make their place in that index', () => {
    const ofSomebody = recordTypes
      .flatMap((record) => kindOf(record) ?? [])
      .filter(({ subjects }) => Object.keys(subjects).length > 0)
      .map(({ type }) => type.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase()));
    expect(Object.keys(kinds)).toEqual(expect.arrayContaining(ofSomebody));
    for (const [name, fn] of functions) {
      const writesThem = permissionsOf(fn, known).some((permission) => {
        const [, actions = '', of = ''] = /^dynamodb:(\S+) on \S+ of (.+)$/.exec(permission) ?? [];
        return /Put|Update|Delete/.test(actions) && of.split(' ').some((kind) => ofSomebody.includes(kind));
      });
      const looksUp = name === 'privacy-me' || name === 'privacy-admin';
      // By the same key, mailboxes that take no news are named.
      const names = writesThem || looksUp || name === 'people-tell';
      expect(permissionsOf(fn, known).includes(makesMacs), name).toBe(names);
      expect('SUBJECTS_KEY' in fn.environment, name).toBe(names);
    }
  });

  it('keeps what a role may do within what one role’s own policies may hold, so that nothing goes into policies beside it', async () => {
    const { templates } = readAssembly(assemblyFolder());
    const types = templates.flatMap(({ resources }) => Object.values(resources).map(({ Type }) => Type));
    expect(types).not.toContain('AWS::IAM::ManagedPolicy');
    for (const { name, policies } of functions.values()) {
      // From there on the library makes managed ones; IAM takes 10,240 characters.
      expect(policies.map((policy) => JSON.stringify(policy)).join('').length, name).toBeLessThan(10_000);
    }
  });
});
