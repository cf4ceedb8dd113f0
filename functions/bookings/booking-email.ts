import type { EmailMessage } from '../../shared/email/messages.ts';
import type { StoredSession } from '../../shared/records/sessions.ts';

/** What an email says of a session, as it stands in the change that owes the email. */
export function sessionInEmail({ session }: StoredSession) {
  const { sessionId, title, format, provider, venue, joinLink, startsAt, endsAt, version } = session;
  return { sessionId, title, format, provider, venue, joinLink, startsAt, endsAt, sequence: version };
}

/** Checks at compile time that what is stored is a message that the deliverer can render. */
export const owedMessage = <M extends EmailMessage>(emailId: string, { kind, facts }: M) => ({ emailId, kind, facts });
