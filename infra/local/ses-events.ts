import type { AcceptedEmail } from './engines/ses.ts';
import type { SuppressionList } from './suppression-list.ts';
import type { Deployment } from './template/deployment.ts';
import type { Time } from './time.ts';

type Fate = 'delivery' | 'bounce' | 'suppressed' | 'complaint';

const fates: Readonly<Record<string, Fate>> = {
  bounce: 'bounce',
  complaint: 'complaint',
  suppressionlist: 'suppressed',
};

/** SES's mailbox simulator (developer guide): what becomes of an email is said by the address that it goes to. */
function fateOf(address: string): Fate {
  const [local = '', domain] = address.toLowerCase().split('@');
  if (domain !== 'simulator.amazonses.com') return 'delivery';
  const [simulated = ''] = local.split('+');
  return fates[simulated] ?? 'delivery';
}

/** The events that SES publishes of an accepted email, in its own shape (developer guide, contents of event data). */
export function sesEventsOf(
  email: AcceptedEmail,
  configurationSet: string,
  { eventDestinations }: Pick<Deployment, 'eventDestinations'>,
  time: Time,
  suppressionList: Pick<SuppressionList, 'has' | 'add'>,
): { readonly topicArn: string; readonly message: unknown }[] {
  const timestamp = time.now().toISOString();
  const mail = {
    timestamp,
    messageId: email.messageId,
    source: email.source,
    destination: email.destinations,
    tags: Object.fromEntries(Object.entries(email.tags).map(([name, value]) => [name, [value]])),
  };
  const [address = ''] = email.destinations;
  const fate = suppressionList.has(address) ? 'suppressed' : fateOf(address);
  if (fate === 'bounce' || fate === 'complaint') suppressionList.add(address);
  const bounceOf = (bounceSubType: string) => ({
    eventType: 'Bounce',
    bounce: { timestamp, bounceType: 'Permanent', bounceSubType, bouncedRecipients: [{ emailAddress: address }] },
  });
  const details = {
    delivery: { eventType: 'Delivery', delivery: { timestamp, recipients: email.destinations } },
    bounce: bounceOf('General'),
    // An address on SES's own list is answered with a bounce, too.
    suppressed: bounceOf('Suppressed'),
    complaint: { eventType: 'Complaint', complaint: { timestamp, complainedRecipients: [{ emailAddress: address }] } },
  } as const;
  const wanted = eventDestinations.filter(({ ConfigurationSetName }) => ConfigurationSetName === configurationSet);
  return wanted.flatMap(({ EventDestination: { MatchingEventTypes, SnsDestination } }) => {
    const messages = [
      { type: 'send', message: { eventType: 'Send', mail, send: {} } },
      { type: fate === 'suppressed' ? 'bounce' : fate, message: { ...details[fate], mail } },
    ];
    return messages
      .filter(({ type }) => MatchingEventTypes.includes(type))
      .map(({ message }) => ({ topicArn: SnsDestination.TopicARN, message }));
  });
}
