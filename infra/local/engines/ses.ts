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

export function createOutbox(state: State, time: Time): Outbox {
  const insert = state.database.prepare(
    'INSERT OR IGNORE INTO email (message_id, accepted_at, destinations, tags, raw) VALUES (?, ?, ?, ?, ?)',
  );
  const select = state.database.prepare(
    'SELECT message_id, accepted_at, destinations, tags, raw FROM email ORDER BY rowid DESC',
  );
  const total = state.database.prepare('SELECT count(*) AS emails FROM email');
  return {
    keep({ messageId, destinations, tags, raw }) {
      insert.run(messageId, time.now().toISOString(), JSON.stringify(destinations), JSON.stringify(tags), raw);
    },
    async list({ to, subject }) {
      const rows = select.all().map((row) => ({
        messageId: String(row.message_id),
        acceptedAt: String(row.accepted_at),
        to: JSON.parse(String(row.destinations)) as string[],
        tags: JSON.parse(String(row.tags)) as Record<string, string>,
        raw: Buffer.from(row.raw as Uint8Array),
      }));
      const wanted = rows.filter(
        (row) => to === undefined || row.to.some((address) => address.toLowerCase() === to.toLowerCase()),
      );
      const emails = await Promise.all(
        wanted.map(async ({ raw, acceptedAt, to: addresses, ...email }) => {
          const parsed = await simpleParser(raw);
          return {
            to: addresses.length === 1 ? addresses[0] : addresses,
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
            sentAt: acceptedAt,
            ...email,
          };
        }),
      );
      const words = subject?.toLowerCase();
      return emails.filter((email) => words === undefined || email.subject?.toLowerCase().includes(words));
    },
    count: () => Number(total.get()?.emails ?? 0),
  };
}
