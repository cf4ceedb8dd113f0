import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { simpleParser } from 'mailparser';
import { headersOf } from '../aws/mime-headers.ts';
import type { State } from '../state.ts';
import type { Time } from '../time.ts';
import { freePort } from './free-port.ts';

// Required rather than imported, since its default export is another thing to Node than to test runners.
const ses = createRequire(import.meta.url)('aws-ses-v2-local') as typeof import('aws-ses-v2-local');

export interface RunningSes {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Answers SES's calls, and has a page that shows the inbox; forgets everything when it stops, which the outgoing mail does not. */
export async function startMail(): Promise<RunningSes> {
  const port = await freePort();
  const server = (await ses.default({ host: '127.0.0.1', port })) as Server;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

export interface AcceptedEmail {
  readonly messageId: string;
  readonly source: string;
  readonly destinations: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly raw: Buffer;
}

export interface EmailsAsked {
  readonly to?: string | undefined;
  readonly subject?: string | undefined;
}

export interface Outbox {
  /** Keeps an email before SES's answer is passed on, so that what was acknowledged is never lost. */
  keep(email: AcceptedEmail): void;
  /** Newest first, as a reader would see them: those to an address, of a subject with these words in it, or all. */
  list(asked: EmailsAsked): Promise<unknown[]>;
  count(): number;
}

type Row = Readonly<Record<'message_id' | 'accepted_at' | 'destinations' | 'tags' | 'raw', unknown>>;

async function readEmail(row: Row) {
  const raw = Buffer.from(row.raw as Uint8Array);
  const destinations = JSON.parse(String(row.destinations)) as string[];
  const parsed = await simpleParser(raw);
  return {
    to: destinations.length === 1 ? destinations[0] : destinations,
    subject: parsed.subject,
    text: parsed.text,
    html: parsed.html === false ? undefined : parsed.html,
    headers: Object.fromEntries([...headersOf(raw)]),
    attachments: parsed.attachments.map(({ filename, contentType, content }) => ({
      filename,
      contentType,
      content: contentType.startsWith('text/') ? content.toString('utf8') : content.toString('base64'),
    })),
    from: parsed.from?.text,
    sentAt: String(row.accepted_at),
    messageId: String(row.message_id),
    tags: JSON.parse(String(row.tags)) as Record<string, string>,
  };
}

export function createOutbox(state: State, time: Time): Outbox {
  const { database } = state;
  const insert = database.prepare(
    'INSERT OR IGNORE INTO email (message_id, accepted_at, destinations, tags, raw) VALUES (?, ?, ?, ?, ?)',
  );
  const addressed = database.prepare('SELECT message_id, destinations FROM email ORDER BY rowid DESC');
  const select = database.prepare('SELECT * FROM email WHERE message_id = ?');
  const total = database.prepare('SELECT count(*) AS emails FROM email');
  // Whoever waits for an email asks again and again, and an email that was sent does not change.
  const read = new Map<string, ReturnType<typeof readEmail>>();
  function emailOf(messageId: string) {
    const email = read.get(messageId) ?? readEmail(select.get(messageId) as Row);
    read.set(messageId, email);
    return email;
  }
  return {
    keep({ messageId, destinations, tags, raw }) {
      insert.run(messageId, time.now().toISOString(), JSON.stringify(destinations), JSON.stringify(tags), raw);
    },
    async list({ to, subject }) {
      const address = to?.toLowerCase();
      const isTo = (destinations: string) =>
        address === undefined || (JSON.parse(destinations) as string[]).some((it) => it.toLowerCase() === address);
      const found = addressed.all().filter(({ destinations }) => isTo(String(destinations)));
      const emails = await Promise.all(found.map(({ message_id }) => emailOf(String(message_id))));
      const words = subject?.toLowerCase();
      return emails.filter((email) => words === undefined || email.subject?.toLowerCase().includes(words));
    },
    count: () => Number(total.get()?.emails ?? 0),
  };
}
