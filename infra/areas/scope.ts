import { Duration } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StageSettings } from '../config/settings.ts';
import type { HubStack } from '../constructs/hub-stack.ts';
import type { DocumentsStack } from '../stacks/documents-stack.ts';
import type { EmailStack } from '../stacks/email-stack.ts';
import type { IdentityStack } from '../stacks/identity-stack.ts';
import type { RecordsStack } from '../stacks/records-stack.ts';

/** What an area makes its functions of, in one of the stacks. */
interface AreaScope {
  readonly identity: IdentityStack;
  readonly stack: HubStack;
  readonly settings: StageSettings;
  readonly records: RecordsStack;
  readonly documents: DocumentsStack;
}

/** For the functions that answer the API. */
export interface ApiScope extends AreaScope {
  /** What each of them has of its environment. */
  readonly environment: { readonly RECORDS_TABLE: string; readonly ALLOWED_ORIGINS: string };
  readonly demographicsUpkeep: Queue;
}

/** For what follows from changes, or runs by the clock. */
export interface EventsScope extends AreaScope {
  readonly email: EmailStack;
  /** Of events that nothing else keeps. */
  readonly eventDeadLetters: Queue;
}

export function apiScope(of: Omit<ApiScope, 'environment'>): ApiScope {
  const { settings, records } = of;
  return {
    ...of,
    environment: {
      RECORDS_TABLE: records.records.tableName,
      ALLOWED_ORIGINS: [settings.siteUrl, ...settings.otherOrigins].join(','),
    },
  };
}

/** Well below the gateway's 29 seconds, so that the function itself says that it took too long. */
export const apiTimeout = Duration.seconds(10);

/** For what hundreds want at once: whoever meets others at one record waits for their turn (`npm run bench -- --only rush`). */
export const rushTimeout = Duration.seconds(20);

/** For those who answer tables, which take as long as they are long. */
export const tablesTimeout = Duration.seconds(25);

/** For what may write records of somebody; the right to use it comes with the right to write them. */
export const subjectsKeyOf = ({ subjects }: Pick<RecordsStack, 'subjects'>) => ({ SUBJECTS_KEY: subjects.keyArn });

/** Where documents are, and tables that are too large to be answered. */
export const whereabouts = ({ documents }: Pick<AreaScope, 'documents'>) => ({
  DOCUMENTS_BUCKET: documents.bucket.bucketName,
  DOCUMENTS_KEY: documents.key.keyArn,
});
