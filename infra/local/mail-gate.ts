import { headersOf } from './aws/mime-headers.ts';
import type { AcceptedCall } from './aws/proxy.ts';
import type { AcceptedEmail, Outbox } from './engines/ses.ts';
import { sesEventsOf } from './ses-events.ts';
import type { State } from './state.ts';
import type { SuppressionList } from './suppression-list.ts';
import type { Deployment } from './template/deployment.ts';
import type { Time } from './time.ts';
import type { Notifications } from './triggers/notifications.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Lists travel as `Name.member.1`, `Name.member.2`, … (SES API, query requests). */
function membersOf(fields: Fields, name: string): string[] {
  const members: string[] = [];
  for (let n = 1; fields[`${name}.member.${n}`] !== undefined; n += 1)
    members.push(String(fields[`${name}.member.${n}`]));
  return members;
}

function tagsOf(fields: Fields, header: string | undefined): Record<string, string> {
  const inHeader = (header ?? '').split(',').flatMap((tag) => {
    const [name = '', value] = tag.split('=');
    return value === undefined ? [] : [[name.trim(), value.trim()] as const];
  });
  const inFields: (readonly [string, string])[] = [];
  for (let n = 1; fields[`Tags.member.${n}.Name`] !== undefined; n += 1) {
    inFields.push([String(fields[`Tags.member.${n}.Name`]), String(fields[`Tags.member.${n}.Value`])]);
  }
  return Object.fromEntries([...inHeader, ...inFields]);
}

const addressesIn = (header = ''): string[] => header.match(/[^\s<>,;"]+@[^\s<>,;"]+/g) ?? [];

/** What an accepted `SendRawEmail` sends, to whom: its parameters say so, or the message's own headers where they are silent. */
function emailOf({ fields }: AcceptedCall, reply: string): AcceptedEmail & { readonly configurationSet: string } {
  const raw = Buffer.from(String(fields['RawMessage.Data'] ?? ''), 'base64');
  const headers = headersOf(raw);
  const destinations = membersOf(fields, 'Destinations');
  const inHeaders = ['to', 'cc', 'bcc'].flatMap((name) => addressesIn(headers.get(name)));
  return {
    messageId: /<MessageId>([^<]+)</.exec(reply)?.[1] ?? '',
    source: String(fields.Source ?? headers.get('from') ?? ''),
    destinations: destinations.length > 0 ? destinations : inHeaders,
    tags: tagsOf(fields, headers.get('x-ses-message-tags')),
    raw,
    configurationSet: String(fields.ConfigurationSetName ?? headers.get('x-ses-configuration-set') ?? ''),
  };
}

/** Keeps each email that SES took together with what SES will say of it: a platform that is killed forgets neither or both. */
export function createMailGate(deps: {
  readonly outbox: Outbox;
  readonly suppressionList: SuppressionList;
  readonly notifications: Notifications;
  readonly deployment: Pick<Deployment, 'eventDestinations'>;
  readonly state: State;
  readonly time: Time;
}) {
  const { outbox, suppressionList, notifications, deployment, state, time } = deps;
  return (call: AcceptedCall, reply: string): void => {
    const email = emailOf(call, reply);
    state.together(() => {
      outbox.keep(email);
      for (const { topicArn, message } of sesEventsOf(
        email,
        email.configurationSet,
        deployment,
        time,
        suppressionList,
      )) {
        notifications.publish(topicArn, message);
      }
    });
  };
}
