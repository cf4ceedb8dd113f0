import { createHash } from 'node:crypto';

export interface Naming {
  readonly account: string;
  readonly region: string;
  /** Where functions find SQS; a queue's URL begins with it. */
  readonly queueEndpoint: string;
}

interface Named {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The same on every start. SQS alone limits a name to fewer characters than these have. */
export function physicalName({ stack, logicalId, type, properties }: Named): string {
  const own = `${stack}-${logicalId}`;
  switch (type) {
    case 'AWS::DynamoDB::Table':
      return text(properties.TableName) ?? own;
    case 'AWS::SQS::Queue':
      return (
        text(properties.QueueName) ?? (properties.FifoQueue === true ? `${own.slice(0, 75)}.fifo` : own.slice(0, 80))
      );
    case 'AWS::Cognito::UserPoolGroup':
      return text(properties.GroupName) ?? own;
    case 'AWS::Cognito::UserPoolDomain':
      return text(properties.Domain) ?? own;
    case 'AWS::Events::Rule':
      return text(properties.Name) ?? own;
    case 'AWS::SES::ConfigurationSet':
      return text(properties.Name) ?? own;
    case 'AWS::S3::Bucket':
      return text(properties.BucketName) ?? own.toLowerCase().slice(0, 63);
    default:
      return own;
  }
}

/** `eu-west-2_` and nine letters or digits, as Cognito names a pool and token verifiers expect it. */
function poolId(naming: Naming, named: Named): string {
  return `${naming.region}_${createHash('sha256').update(`${named.stack}/${named.logicalId}`).digest('hex').slice(0, 9)}`;
}

function arn(naming: Naming, service: string, resource: string): string {
  return `arn:aws:${service}:${naming.region}:${naming.account}:${resource}`;
}

const queueUrl = (naming: Naming, name: string): string => `${naming.queueEndpoint}/${naming.account}/${name}`;

function arnOf(naming: Naming, named: Named): string {
  const name = physicalName(named);
  switch (named.type) {
    case 'AWS::DynamoDB::Table':
      return arn(naming, 'dynamodb', `table/${name}`);
    case 'AWS::SQS::Queue':
      return arn(naming, 'sqs', name);
    case 'AWS::SNS::Topic':
      return arn(naming, 'sns', name);
    case 'AWS::Lambda::Function':
      return arn(naming, 'lambda', `function:${name}`);
    case 'AWS::Cognito::UserPool':
      return arn(naming, 'cognito-idp', `userpool/${poolId(naming, named)}`);
    case 'AWS::KMS::Key':
      return arn(naming, 'kms', `key/${name}`);
    case 'AWS::IAM::Role':
      return `arn:aws:iam::${naming.account}:role/${name}`;
    case 'AWS::S3::Bucket':
      return `arn:aws:s3:::${name}`;
    case 'AWS::Logs::LogGroup':
      return arn(naming, 'logs', `log-group:${name}:*`);
    default:
      return arn(naming, named.type.split('::')[1]?.toLowerCase() ?? 'unknown', name);
  }
}

/** What `Ref` gives, as CloudFormation documents it for each type. */
export function referenceOf(naming: Naming, named: Named): string {
  switch (named.type) {
    case 'AWS::SQS::Queue':
      return queueUrl(naming, physicalName(named));
    case 'AWS::SNS::Topic':
      return arnOf(naming, named);
    case 'AWS::Cognito::UserPool':
      return poolId(naming, named);
    default:
      return physicalName(named);
  }
}

export function attributeOf(naming: Naming, named: Named, attribute: string): string {
  switch (attribute) {
    case 'Arn':
      return arnOf(naming, named);
    case 'StreamArn':
      return `${arnOf(naming, named)}/stream/local`;
    case 'TopicName':
    case 'QueueName':
      return physicalName(named);
    default:
      // Roots of APIs, ids of web ACLs and the like: only their identity matters here.
      return `${physicalName(named)}.${attribute}`;
  }
}
