import type * as z from 'zod';
import type { RetentionDecisions } from '#hub/hub.ts';
import { AlreadyDoneError, BusyError, KeyReusedError } from '#platform/errors.ts';
import type { Conflict, Once, OnceWithReply, Work } from '#platform/work.ts';
import { type View, view } from '#privacy/views.ts';
import { keys } from '../keys.ts';
import type { AuditFact, AuditTrail } from './audit-trail.ts';
import { ReplyRecord } from './items.ts';
import { createParsing } from './parsing.ts';
import { asReadable, createReader, type ReaderDeps, type Reads } from './reading.ts';
import type { SubjectsKey } from './subjects.ts';
import { createTransactions } from './transactions.ts';
import { put, type UpdateOf, type Write } from './writes.ts';

/** A change to several records: made whole, or refused whole by those named. */
export type Outcome<Writes extends Readonly<Record<string, Write | undefined>>> =
  | { readonly done: true }
  | { readonly done: false; readonly refused: { readonly [K in keyof Writes]?: true } };

export interface CommitOptions {
  readonly work: Work;
  /** Kept with the change, so that the same request again is answered the same and changes nothing. */
  readonly once?: OnceWithReply | undefined;
  /** Written with the change or not at all. */
  readonly audit?: readonly AuditFact[];
  /**
   * What becomes of a change where others are at the same records. By itself it is sent again as it is, until the deadline; whoever reads
   * and decides anew has it refused, by none of its writes: what others change is what it rests on, and so most of what is sent again is
   * refused once it has had its turn.
   */
  readonly conflict?: Conflict;
}

export interface Changer<Readable extends View = View> extends Reads<Readable> {
  /**
   * Makes a change whole or not at all. Writes that are `undefined` are left out.
   *
   * @throws AlreadyDoneError or KeyReusedError as `once` finds; BusyError when others kept the records busy until the deadline;
   *   TooManyWritesError where it writes more records than one transaction takes, the reply and audit entries among them;
   *   Error where two writes are of one record
   */
  commit<const Writes extends Readonly<Record<string, Write | undefined>>>(
    writes: Writes,
    options: CommitOptions,
  ): Promise<Outcome<Writes>>;
  /** Updates one record, and answers whether its condition held. */
  updateOne(write: UpdateOf<z.ZodObject>, work: Work): Promise<{ readonly done: boolean }>;
  /** Updates one record and answers how a view shows it now, or how it stands if the condition does not hold. */
  readonly updateShowing: <V extends Readable>(
    view: V,
    write: UpdateOf<z.ZodObject>,
    work: Work,
  ) => Promise<{ done: true; now: z.output<V> } | { done: false; old: z.output<V> | undefined }>;
  /** Does nothing if no earlier request came under this key. @throws AlreadyDoneError or KeyReusedError if one did */
  recall(once: Once, work: Work): Promise<void>;
  /** Keeps what was seen, where nothing is changed. */
  audit(facts: readonly AuditFact[], work: Work): Promise<void>;
}

export interface ChangerDeps extends ReaderDeps {
  readonly retention: RetentionDecisions;
  /** By which the index by subject names mailboxes: 32 bytes, derived once in each process. None where the function never writes whose a record is. */
  readonly subjectsKey: (() => Promise<SubjectsKey>) | undefined;
  /** Only functions that act for staff are given one. */
  readonly auditTrail?: AuditTrail;
}

/** Kept by the engine for itself, whatever a function reads for. */
const KeptReply = view('run-reliably', ReplyRecord, ['fingerprint', 'status', 'body']);
type KeptReply = z.output<typeof KeptReply>;

function answerAsBefore(once: Once, reply: KeptReply): never {
  if (reply.fingerprint !== once.fingerprint) throw new KeyReusedError('the key was used for another request');
  throw new AlreadyDoneError({ status: reply.status, body: JSON.parse(reply.body) });
}

/** The writes by name, with the reply among them. @throws where two are of one record, which DynamoDB would refuse without saying which */
function namedWrites(
  writes: Readonly<Record<string, Write | undefined>>,
  reply: Write | undefined,
): readonly (readonly [string, Write])[] {
  const named = Object.entries({ ...writes, reply }).flatMap(([name, write]) =>
    write ? [[name, write] as const] : [],
  );
  const byKey = new Map<string, string>();
  for (const [name, { key }] of named) {
    const other = byKey.get(`${key.pk}\n${key.sk}`);
    if (other !== undefined) throw new Error(`"${other}" and "${name}" of one change write the same record`);
    byKey.set(`${key.pk}\n${key.sk}`, name);
  }
  return named;
}

export function createChanger(deps: ChangerDeps): Changer {
  const { clock } = deps;
  const { gate, parse, parseLive, refuseUnreadable } = createParsing(deps);
  const { stampingOf, transactWithAudit, sendUpdate } = createTransactions(deps);
  const own = createReader({ ...deps, purposes: ['run-reliably'] });

  const keepReply = ({ id, fingerprint, reply }: OnceWithReply): Write =>
    put(ReplyRecord, keys.reply(id), {
      fingerprint,
      status: reply.status,
      body: JSON.stringify(reply.body),
      ends: { after: clock().toISOString() },
    });

  return asReadable<Changer>({
    async commit(writes, { work, once, audit = [], conflict }) {
      const named = namedWrites(writes, once && keepReply(once));
      const { stamped } = await stampingOf(named.map(([, write]) => write));
      const now = clock();
      const written = named.map(([, write]) => stamped(write, now));
      // Refusals are told by position, and what stands beside a record refuses nothing.
      const items = [...written.map(([item]) => item), ...written.flatMap(([, ...beside]) => beside)];
      const refused = await transactWithAudit(items, named.length, audit, { work, conflict });
      if (!refused) return { done: true };

      const replyAt = named.findIndex(([name]) => name === 'reply');
      if (once && refused.has(replyAt)) {
        const reply = parseLive(KeptReply, refused.get(replyAt));
        if (!reply) throw new BusyError('the reply that was kept for a retry has just expired');
        answerAsBefore(once, reply);
      }
      for (const [index, [, { schema }]] of named.entries()) refuseUnreadable(schema, refused.get(index));
      const names = named.flatMap(([name], index) => (refused.has(index) ? [[name, true]] : []));
      // The names are those of the writes, which `fromEntries` forgets.
      return { done: false, refused: Object.fromEntries(names) as never };
    },

    async updateOne(write, work) {
      const { refused, item } = await sendUpdate(write, work);
      if (refused) refuseUnreadable(write.schema, item);
      return { done: !refused };
    },

    async updateShowing(shown, write, work) {
      gate(shown);
      const { refused, item } = await sendUpdate(write, work);
      if (refused) refuseUnreadable(write.schema, item);
      return refused ? { done: false, old: parseLive(shown, item) } : { done: true, now: parse(shown, item ?? {}) };
    },

    async recall(once, work) {
      const reply = await own.find(KeptReply, keys.reply(once.id), work);
      if (reply) answerAsBefore(once, reply);
    },

    async audit(facts, work) {
      await transactWithAudit([], 0, facts, { work });
    },
  });
}
