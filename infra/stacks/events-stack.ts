import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { auditEvents } from '../areas/audit.ts';
import { bookingsEvents, bookingsQueues } from '../areas/bookings.ts';
import { changesEvents } from '../areas/changes.ts';
import { documentsEvents, documentsQueues } from '../areas/documents.ts';
import { emailsEvents, emailsQueues } from '../areas/emails.ts';
import { fundingEvents } from '../areas/funding.ts';
import { peopleEvents, peopleQueues } from '../areas/people.ts';
import { deadLetters } from '../constructs/dead-letters.ts';
import type { HubFunction } from '../constructs/hub-function.ts';
import { HubStack, type HubStackProps } from '../constructs/hub-stack.ts';
import { alarmWhenNotEmpty } from '../constructs/watched-queue.ts';
import type { DocumentsStack } from './documents-stack.ts';
import type { EmailStack } from './email-stack.ts';
import type { IdentityStack } from './identity-stack.ts';
import type { RecordsStack } from './records-stack.ts';

interface EventsStackProps extends HubStackProps {
  readonly records: RecordsStack;
  readonly documents: DocumentsStack;
  readonly email: EmailStack;
  readonly identity: IdentityStack;
}

/** What follows from a change, area by area: the outbox's way from the table's stream to SES, and back to the record. */
export class EventsStack extends HubStack {
  readonly functions: readonly HubFunction<unknown>[];
  readonly queues: readonly Queue[];
  readonly deadLetters: readonly Queue[];
  /** Read by a function of the API, the only one that may touch what it is about. */
  readonly demographicsUpkeep: Queue;

  constructor(scope: Construct, id: string, { records, documents, email, identity, ...props }: EventsStackProps) {
    super(scope, id, props);
    const eventDeadLetters = deadLetters(this, 'EventDeadLetters');
    alarmWhenNotEmpty(eventDeadLetters, {
      impact: 'Something that should have followed from a change did not',
      runbook: 'dead-letters',
    });
    const queues = { ...emailsQueues(this), ...bookingsQueues(this), ...documentsQueues(this), ...peopleQueues(this) };
    const { settings } = props;
    const area = { stack: this, settings, records, documents, email, identity, eventDeadLetters, ...queues };
    this.functions = [
      ...changesEvents(area),
      ...emailsEvents(area),
      ...bookingsEvents(area),
      ...fundingEvents(area),
      ...documentsEvents(area),
      ...auditEvents(area),
      ...peopleEvents(area),
    ];
    this.queues = [
      queues.emails,
      queues.emailsWithDocuments,
      queues.followUps,
      queues.listingChanges,
      queues.documentRemovals,
      queues.accountEndings,
      queues.demographicsUpkeep,
    ];
    this.demographicsUpkeep = queues.demographicsUpkeep;
    this.deadLetters = [
      queues.emailDeadLetters,
      queues.followUpDeadLetters,
      queues.listingDeadLetters,
      queues.documentDeadLetters,
      queues.accountDeadLetters,
      queues.demographicsDeadLetters,
      eventDeadLetters,
    ];
  }
}
