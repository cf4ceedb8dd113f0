import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { bookings } from '#functions/bookings/contract.ts';
import { calendar } from '#functions/calendar/contract.ts';
import { documents } from '#functions/documents/contract.ts';
import { emails } from '#functions/emails/contract.ts';
import { funding } from '#functions/funding/contract.ts';
import { news } from '#functions/news/contract.ts';
import { consents } from '#functions/people/consents/contract.ts';
import { people } from '#functions/people/contract.ts';
import { privacy } from '#functions/privacy/contract.ts';
import { cpd, training } from '#functions/training/contract.ts';
import { accepted, createClient } from '#http/client.ts';
import { hasExpired } from '#privacy/retention.ts';
import { AuditRecord } from '#records/engine/items.ts';
import type { DynamoDbEngine } from '../../infra/local/engines/dynamodb.ts';
import { createThreads } from '../../infra/local/lambda/threads.ts';
import { type Platform, startPlatform } from '../../infra/local/platform.ts';
import type { Stored } from '../../infra/local/stored.ts';
import { assemblyFolder, root } from './deployment.ts';
import { aBooking, aSession } from './hub.ts';
import { scanAll } from './scan.ts';
import { newStateFolder } from './state-folder.ts';
import { readStored } from './stored-bookings.ts';
import { readFunding } from './stored-funding.ts';

const Email = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  headers: z.record(z.string(), z.string()),
  attachments: z.array(z.object({ filename: z.string().optional(), contentType: z.string(), content: z.string() })),
  tags: z.record(z.string(), z.string()),
});
export type ReceivedEmail = z.output<typeof Email>;

/** Says of a wait that ran out what went wrong meanwhile. */
const telling = (troubles: () => string) => (error: Error) => {
  throw new Error([error.message, troubles()].join('\n'), { cause: error });
};

/**
 * What a person would do with a running platform, as calls.
 *
 * @param troubles - what went wrong in the platform so far, which is told where what was waited for does not come
 */
export function visitorOf(url: string, troubles: () => string = () => '') {
  const getJson = async (path: string) => (await fetch(`${url}${path}`)).json();
  const post = async (path: string, body?: unknown) => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const tokens = new Map<string, string>();
  const tellTroubles = telling(troubles);

  const visitor = {
    url,
    api: {
      ...createClient(bookings, { baseUrl: url }),
      ...createClient(calendar, { baseUrl: url }),
      ...createClient(documents, { baseUrl: url }),
      ...createClient(emails, { baseUrl: url }),
      ...createClient(funding, { baseUrl: url }),
      ...createClient(news, { baseUrl: url }),
      ...createClient(people, { baseUrl: url }),
      ...createClient(consents, { baseUrl: url }),
      ...createClient(privacy, { baseUrl: url }),
      ...createClient(training, { baseUrl: url }),
      ...createClient(cpd, { baseUrl: url }),
    },
    /** Of a group of staff, or of a learner by email. */
    async tokenOf(who: string): Promise<string> {
      const known = tokens.get(who);
      if (known !== undefined) return known;
      const response = await fetch(`${url}/_local/token?for=${encodeURIComponent(who)}`);
      if (!response.ok) throw new Error(`no token for ${who}`);
      const token = await response.text();
      tokens.set(who, token);
      return token;
    },
    /** Signs everybody in anew from now on. */
    forgetTokens: () => tokens.clear(),
    async now(): Promise<Date> {
      return new Date(z.object({ now: z.string() }).parse(await getJson('/_local/clock')).now);
    },
    moveClockTo: (instant: Date) => post('/_local/clock', { now: instant.toISOString() }),
    async advance(milliseconds: number) {
      await visitor.moveClockTo(new Date((await visitor.now()).getTime() + milliseconds));
    },
    sweep: () => post('/_local/sweep'),
    /** Loads the NHS's file of practices, as an operator does. */
    loadPractices: async (file: string) =>
      (await fetch(`${url}/_local/workplaces?apply=true`, { method: 'POST', body: file })).json(),
    fire: (schedule: string) => post(`/_local/schedules/${schedule}`),
    fault: (fault: unknown) => post('/_local/faults', fault),
    /** Those that nothing has met yet. */
    faultsLeft: () => getJson('/_local/faults'),
    /** Holds malware scanning up, or goes on with it. */
    scanning: (on: boolean) => post('/_local/scanning', { on }),
    clearFaults: () => fetch(`${url}/_local/faults`, { method: 'DELETE' }),
    denied: () => getJson('/_local/denied'),
    async emailsTo(address: string): Promise<ReceivedEmail[]> {
      return z.array(Email).parse(await getJson(`/_local/emails?to=${encodeURIComponent(address)}`));
    },
    async allEmails(): Promise<ReceivedEmail[]> {
      return z.array(Email).parse(await getJson('/_local/emails'));
    },
    async emailCount(): Promise<number> {
      return z.object({ emails: z.number() }).parse(await getJson('/_local')).emails;
    },
    /** Waits until so many emails have reached an address; answers them, newest first. */
    async untilEmails(address: string, count: number, withinMs = 15_000): Promise<ReceivedEmail[]> {
      return until(
        () => visitor.emailsTo(address),
        (emails) => emails.length >= count,
        withinMs,
        `${count} emails to ${address}`,
      ).catch(tellTroubles);
    },
    async publishSession(changes: Parameters<typeof aSession>[1] = {}): Promise<string> {
      const token = await visitor.tokenOf('bookings');
      const created = accepted(
        await visitor.api.createSession({ body: aSession(await visitor.now(), changes) }, { token }),
      );
      const { sessionId } = created.body;
      accepted(await visitor.api.publishSession({ path: { sessionId }, body: {} }, { token }));
      return sessionId;
    },
    async book(sessionId: string, workEmail: string) {
      return accepted(await visitor.api.bookPlace({ body: aBooking(sessionId, workEmail) })).body;
    },
    /** Asks for an account, confirms it by the link, and signs in: answers the token. */
    async register(workEmail: string, changes: Partial<ReturnType<typeof aBooking>['person']> = {}): Promise<string> {
      const links = async () =>
        (await visitor.emailsTo(workEmail)).filter(({ subject }) => subject.startsWith('Confirm'));
      const before = (await links()).length;
      const { person } = aBooking('', workEmail);
      accepted(await visitor.api.registerPerson({ body: { person: { ...person, ...changes } } }));
      const [email] = await until(links, (found) => found.length > before, 15_000, `the link for ${workEmail}`).catch(
        tellTroubles,
      );
      if (!email) throw new Error('no email');
      const { id: registrationId, token } = linkIn(email);
      accepted(await visitor.api.confirmPerson({ body: { registrationId } }, { token }));
      return visitor.tokenOf(workEmail);
    },
    /** Books, and reads the email about it: the reply names no booking. */
    async booked(sessionId: string, workEmail: string, changes: Parameters<typeof aBooking>[2] = {}) {
      const before = await visitor.emailsTo(workEmail);
      const receipt = accepted(await visitor.api.bookPlace({ body: aBooking(sessionId, workEmail, changes) })).body;
      const [email] = await visitor.untilEmails(workEmail, before.length + 1);
      if (!email) throw new Error('no email');
      return { ...receipt, ...linkIn(email), email };
    },
  };
  return visitor;
}

export type Visitor = ReturnType<typeof visitorOf>;

/** Asks until the answer is as wanted. @throws naming what was waited for */
export async function until<T>(
  ask: () => Promise<T>,
  wanted: (answer: T) => boolean,
  withinMs: number,
  what: string,
  everyMs = 50,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs} ms for ${what}`);
    await sleep(everyMs);
  }
}

/** The token of the link in an email. */
export function tokenIn({ text }: ReceivedEmail): string {
  const token = /\?token=([\w-]+)/.exec(text)?.[1];
  if (token === undefined) throw new Error('The email has no manage link');
  return token;
}

/** What the link in an email opens, and with which token. */
export function linkIn(email: ReceivedEmail) {
  const id = /\/(\w{26})\?token=/.exec(email.text)?.[1];
  if (id === undefined) throw new Error('The email has no manage link');
  return { id, token: tokenIn(email) };
}

export interface TestPlatform extends Visitor {
  readonly stateDir: string;
  /** What the table of records holds, as it is stored. */
  stored(): ReturnType<typeof readStored>;
  /** What the table of records holds about funding. */
  storedFunding(): ReturnType<typeof readFunding>;
  /** Waits until no email is owed. Of which it is not known whether it was sent, on a busy machine, is sent again after ten minutes: they are let pass. */
  untilEmailsSent(): ReturnType<typeof readStored>;
  /** Writes records past every rule. */
  fill(items: readonly Readonly<Record<string, unknown>>[]): Promise<void>;
  /** The whole audit trail. */
  trail(): Promise<z.output<typeof AuditRecord>[]>;
  /** The keys of all that lies in the buckets, in any version. */
  objects(): string[];
  /** The keys of all that is being written by parts. */
  uploads(): string[];
  /** Every place where anything is kept, as it is kept. */
  readonly kept: Stored;
  /** Everything that the functions logged. */
  logs(): string;
  /** Those lines of it. */
  logged(isWanted: (line: string) => boolean): string;
  stop(): Promise<void>;
}

/** Of the platforms that this process starts, one after another. */
const threads = createThreads(24);

/** A whole platform of its own, empty, on a port of its own. */
export async function startTestPlatform(engine?: DynamoDbEngine): Promise<TestPlatform> {
  const stateDir = newStateFolder('hub-platform');
  const platform: Platform = await startPlatform({
    assembly: assemblyFolder(),
    stateDir,
    port: 0,
    fresh: false,
    ...(engine && { engine }),
    openApi: join(root, 'docs', 'openapi.json'),
    threads,
  });
  const kept = platform.stored;
  const buckets = kept.resources.filter(({ type }) => type === 'AWS::S3::Bucket').map(({ ref }) => ref);
  const recordsTable = platform.stored.tables.find((name) => name.includes('Records')) ?? '';
  const auditTable = platform.stored.tables.find((name) => name.includes('Audit')) ?? '';
  const documents = DynamoDBDocumentClient.from(platform.stored.client);
  const logs = () =>
    readdirSync(join(stateDir, 'logs'))
      .map((file) => readFileSync(join(stateDir, 'logs', file), 'utf8'))
      .join('\n');
  const logged = (isWanted: (line: string) => boolean) => logs().split('\n').filter(isWanted).join('\n');
  // That a function failed is said without a level; an email that waits for another is in order, and yet is what explains it.
  const troubles = () =>
    logged((line) => line.startsWith('{') && !/"level":"INFO"(?!,"message":"email-waits)|"_aws":/.test(line));
  const visitor = visitorOf(platform.url, troubles);
  const stored = () => readStored(DynamoDBDocumentClient.from(platform.stored.client), recordsTable);
  const untilNoneOwed = (withinMs: number) =>
    until(
      async () => ({ items: await stored(), now: await visitor.now() }),
      // What has expired is owed to nobody, though it may be there still.
      ({ items, now }) =>
        items.every((item) => item.type !== 'email' || item.sentAt !== undefined || hasExpired(item, now)),
      withinMs,
      'every email to be sent',
      // It reads the whole table, beside functions that are at work.
      500,
    ).then(({ items }) => items);
  return {
    ...visitor,
    stateDir,
    stored,
    untilEmailsSent: () =>
      untilNoneOwed(60_000).catch(async () => {
        await visitor.advance(11 * 60_000);
        await visitor.fire('requeue-emails');
        return untilNoneOwed(120_000).catch(telling(troubles));
      }),
    async fill(items) {
      let next = 0;
      const writer = async () => {
        while (next < items.length) {
          const some = items.slice(next, next + 25);
          next += some.length;
          const requests = some.map((Item) => ({ PutRequest: { Item } }));
          await documents.send(new BatchWriteCommand({ RequestItems: { [recordsTable]: requests } }));
        }
      };
      await Promise.all(Array.from({ length: 8 }, writer));
    },
    trail: () => scanAll(documents, auditTable, AuditRecord),
    storedFunding: () => readFunding(DynamoDBDocumentClient.from(platform.stored.client), recordsTable),
    objects: () => buckets.flatMap((bucket) => kept.objects.versions(bucket, '').map(({ key }) => key)),
    uploads: () => buckets.flatMap((bucket) => kept.uploads.list(bucket).map(({ key }) => key)),
    kept,
    logs,
    logged,
    async stop() {
      await platform.stop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}
