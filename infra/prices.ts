/**
 * What AWS charges in London (eu-west-2), in US dollars without VAT and without free bands, as of `asOf`. Each is to be found on its
 * service's page; they were written down by hand, so look before you rely on a cent.
 */
export const prices = {
  asOf: '2026-11-24',
  kms: { source: 'https://aws.amazon.com/kms/pricing/', keyMonth: 1 },
  waf: { source: 'https://aws.amazon.com/waf/pricing/', aclMonth: 5, ruleMonth: 1, millionRequests: 0.6 },
  cloudWatch: {
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    alarmMetricMonth: 0.1,
    dashboardMonth: 3,
    ownMetricMonth: 0.3,
    logsGigabyte: 0.5985,
  },
  sqs: { source: 'https://aws.amazon.com/sqs/pricing/', millionFifoRequests: 0.5 },
  sns: { source: 'https://aws.amazon.com/sns/pricing/', millionNotices: 0.5 },
  lambda: { source: 'https://aws.amazon.com/lambda/pricing/', millionRequests: 0.2, gigabyteSecondArm: 0.0000133334 },
  apiGateway: { source: 'https://aws.amazon.com/api-gateway/pricing/', millionRequests: 3.5 },
  dynamoDb: {
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    millionWriteUnits: 0.7423,
    millionReadUnits: 0.1485,
    gigabyteMonth: 0.297,
    restorableGigabyteMonth: 0.2376,
  },
  ses: { source: 'https://aws.amazon.com/ses/pricing/', thousandEmails: 0.1 },
  cognito: { source: 'https://aws.amazon.com/cognito/pricing/', plusUserMonth: 0.02, essentialsUserMonth: 0.015 },
  s3: { source: 'https://aws.amazon.com/s3/pricing/', gigabyteMonth: 0.024 },
} as const;
