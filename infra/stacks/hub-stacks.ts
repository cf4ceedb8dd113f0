import { type App, CrossStackReferences, ReferenceStrength, Tags } from 'aws-cdk-lib';
import { region, type StageSettings } from '../config/settings.ts';
import { AlarmsStack } from './alarms-stack.ts';
import { ApiStack } from './api-stack.ts';
import { DocumentsStack } from './documents-stack.ts';
import { EmailStack } from './email-stack.ts';
import { EventsStack } from './events-stack.ts';
import { IdentityStack } from './identity-stack.ts';
import { OperationsStack } from './operations-stack.ts';
import { RecordsStack } from './records-stack.ts';
import { ScanningStack } from './scanning-stack.ts';

/** Every stack of one stage of one hub, joined by typed objects. */
export function createHubStacks(app: App, settings: StageSettings) {
  // An export that another stack imports can be neither removed nor replaced, nor rolled back from (docs/adr/0021).
  CrossStackReferences.of(app).consume(ReferenceStrength.WEAK);
  const name = (part: string) => `${settings.hub}-${settings.stage}-${part}`;
  const env = { region };
  const alarms = new AlarmsStack(app, name('alarms'), { env, settings });
  const stateless = { env, settings, tell: alarms.topic };
  const stateful = { ...stateless, terminationProtection: settings.protectData };

  const records = new RecordsStack(app, name('records'), stateful);
  const documents = new DocumentsStack(app, name('documents'), stateful);
  const email = new EmailStack(app, name('email'), { ...stateless, topicsKey: alarms.topicsKey });
  const identity = new IdentityStack(app, name('identity'), { ...stateful, email });
  const scanning = new ScanningStack(app, name('scanning'), { ...stateful, documents });
  // Minutes after the role that it tries, and before anything scans.
  scanning.addStackDependency(identity);
  const events = new EventsStack(app, name('events'), { ...stateless, records, documents, email, identity });
  const api = new ApiStack(app, name('api'), {
    ...stateless,
    records,
    identity,
    documents,
    demographicsUpkeep: events.demographicsUpkeep,
    // CloudFormation takes a template of a megabyte, and of one that holds the whole API white space is a third.
    suppressTemplateIndentation: true,
  });
  // Who carries out what is owed knows each new kind before anybody owes it.
  api.addStackDependency(events);
  const operations = new OperationsStack(app, name('operations'), { env, settings, api, events });

  Tags.of(app).add('hub', settings.hub);
  Tags.of(app).add('stage', settings.stage);
  return { alarms, records, documents, email, identity, scanning, events, api, operations };
}
