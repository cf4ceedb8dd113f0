import { type App, Tags } from 'aws-cdk-lib';
import type { StageSettings } from '../config/settings.ts';
import { ApiStack } from './api-stack.ts';
import { DocumentsStack } from './documents-stack.ts';
import { EmailStack } from './email-stack.ts';
import { EventsStack } from './events-stack.ts';
import { IdentityStack } from './identity-stack.ts';
import { OperationsStack } from './operations-stack.ts';
import { RecordsStack } from './records-stack.ts';

/** One region: the data stays in London. */
const region = 'eu-west-2';

/** Every stack of one stage of one hub, joined by typed objects. */
export function createHubStacks(app: App, settings: StageSettings) {
  const name = (part: string) => `${settings.hub}-${settings.stage}-${part}`;
  const stateless = { env: { region }, settings };
  const stateful = { ...stateless, terminationProtection: settings.protectData };

  const records = new RecordsStack(app, name('records'), stateful);
  const identity = new IdentityStack(app, name('identity'), stateful);
  const documents = new DocumentsStack(app, name('documents'), stateful);
  const email = new EmailStack(app, name('email'), stateless);
  const api = new ApiStack(app, name('api'), { ...stateless, records, identity, documents });
  const events = new EventsStack(app, name('events'), { ...stateless, records, documents, email });
  const operations = new OperationsStack(app, name('operations'), { ...stateless, records, email, api, events });

  Tags.of(app).add('hub', settings.hub);
  Tags.of(app).add('stage', settings.stage);
  return { records, identity, documents, email, api, events, operations };
}
