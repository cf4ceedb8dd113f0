import type * as z from 'zod';
import { addressesByMailbox } from '#domain/people/addresses.ts';
import { mailboxOf, sameMailbox } from '#domain/people/mailbox.ts';
import type { Work } from '#platform/work.ts';
import type { SubjectRole } from '#privacy/subjects.ts';
import { placesOnly, type View, type ViewFor, wholly } from '#privacy/views.ts';
import './all.ts';
import { edges } from './edges.ts';
import type { Edge, Place } from './engine/edges.ts';
import { SubjectRecord } from './engine/items.ts';
import type { Reader } from './engine/reading.ts';
import { kindOf, recordTypes } from './engine/record.ts';
import { names, pointedTo } from './engine/subjects.ts';
import { type Key, keys, lists } from './keys.ts';
import { AddressRecord, PersonRecord } from './people/items.ts';
import { rootOf } from './people/owner.ts';

/** A record of somebody's, and in which way it is theirs. */
export interface Holding {
  readonly type: string;
  readonly role: SubjectRole;
  readonly key: Key;
  readonly record: Readonly<Record<string, unknown>>;
}

type Found = Holding['record'];

const Pointing = placesOnly('pk', 'sk', 'subjectsk');

/** What is left out of a list is reported; whoever is answered would take the rest for the whole. */
const allOfIt = {
  leftOut: () => {
    throw new Error('Something of theirs cannot be read');
  },
};

const Owner = wholly('answer-rights', AddressRecord);
const Owned = wholly('answer-rights', PersonRecord);

const nameOf = ({ pk, sk }: Key, role: SubjectRole): string => `${role}\n${pk}\n${sk}`;

/** What is found of somebody so far, and which mailboxes are theirs. */
interface Whose {
  readonly found: Map<string, Holding>;
  readonly mailboxes: ReadonlySet<string>;
  /** The very addresses that they have confirmed, where nothing is to be found of another spelling; each spelling, where there are none. */
  readonly confirmed: ReadonlySet<string> | undefined;
}

/** Whether a record is of another spelling of their mailbox alone: who reads `name+tag@` need not be who reads `name@`. */
function isOfAnotherSpelling(record: Found, { mailboxes, confirmed }: Whose): boolean {
  if (!confirmed) return false;
  const addresses = Object.values(record).filter(
    (value): value is string => typeof value === 'string' && value.includes('@'),
  );
  const own = addresses.filter((address) => mailboxes.has(mailboxOf(address)));
  return own.length > 0 && !own.some((address) => confirmed.has(address));
}

/** A kind, as it is read for the sake of whom it is about. */
interface Kept {
  readonly type: string;
  readonly schema: z.ZodObject;
  readonly whole: View<z.ZodRawShape, 'answer-rights'>;
}

/** Those kinds that somebody can be led to. */
function createKinds(): (type: string) => Kept {
  const led = new Set<z.ZodObject>([SubjectRecord, ...edges.flatMap(({ to, via }) => (via ? [to, via.to] : [to]))]);
  const kinds = new Map(
    recordTypes.flatMap((schema) => {
      const kind = kindOf(schema);
      if (!kind || !(led.has(schema) || Object.keys(kind.subjects).length > 0 || kind.byValue.length > 0)) return [];
      return [[kind.type, { type: kind.type, schema, whole: wholly('answer-rights', schema) }]];
    }),
  );
  return (type) => {
    const kept = kinds.get(type);
    if (!kept) throw new Error(`Nobody is led to records of the kind ${type}`);
    return kept;
  };
}

/**
 * Everything of a person: from each of the work emails that they have confirmed by one query of the index by subject, and from what that finds by the edges that each
 * area declares. What is theirs in several ways is found once for each.
 *
 * @returns a function of any one of their addresses, however they write it. It answers with everything in the Records table; of the audit
 *   trail, `audit-of.ts` does. It throws rather than leaving out what cannot be read. To themselves it answers with what is of the very addresses
 *   that they have confirmed
 */
export function createEverythingOf({
  records,
  subjectOf,
}: {
  /** That reads to answer rights. */
  readonly records: Reader<ViewFor<'answer-rights'>>;
  readonly subjectOf: (mailbox: string) => string | Promise<string>;
}) {
  const kindNamed = createKinds();
  const kindOfRecord = (schema: z.ZodObject): Kept => kindNamed(kindOf(schema)?.type ?? '');

  async function readAt(place: Place, { whole }: Kept, work: Work) {
    if ('key' in place) {
      const record = await records.find(whole, place.key, work);
      return record ? [record] : [];
    }
    const found: z.output<View>[] = [];
    for await (const page of records.walk(whole, place.list, allOfIt, work)) found.push(...page);
    return found;
  }

  /** Where the index by subject leads: the records themselves, and what stands beside them to point there. */
  async function* startsOf(mailbox: string, work: Work) {
    const list = lists.ofSubject(await subjectOf(mailbox));
    for await (const page of records.walk(Pointing, list, allOfIt, work)) {
      for (const { pk, sk, subjectsk } of page) {
        const [role = '', type = ''] = subjectsk.split('#');
        const key = pointedTo({ pk, sk });
        yield { role: role as SubjectRole, type, place: { key } }; // Only the engine writes it.
        if (key.sk !== sk) yield { role: role as SubjectRole, type: 'subject', place: { key: { pk, sk } } };
      }
    }
  }

  /** What one mailbox leads to, added to what is found already. */
  async function findFrom(address: string, whose: Whose, work: Work): Promise<void> {
    const { found, mailboxes } = whose;
    const mailbox = mailboxOf(address);

    async function follow(edge: Edge, role: SubjectRole, start: Found): Promise<void> {
      const { to, via, places, only = () => true, as = () => undefined } = edge;
      const byWayOf = via ? await readAll(via, start) : [start];
      const theirs = (record: Found) => (only(record, start) ? (as(record, start, mailboxes) ?? role) : undefined);
      for (const by of byWayOf) {
        for (const place of places(start, by)) await take(kindOfRecord(to), place, theirs);
      }
    }

    async function readAll({ to, places, only = () => true }: NonNullable<Edge['via']>, start: Found) {
      const read: Found[] = [];
      for (const place of places(start, start)) read.push(...(await readAt(place, kindOfRecord(to), work)));
      return read.filter((record) => only(record, start));
    }

    /** @param roleIn - in which role a record is theirs; none where it is not */
    async function take(kind: Kept, place: Place, roleIn: (record: Found) => SubjectRole | undefined): Promise<void> {
      for (const record of await readAt(place, kind, work)) {
        const key = { pk: String(record.pk), sk: String(record.sk) };
        const role = roleIn(record);
        if (role === undefined || found.has(nameOf(key, role)) || isOfAnotherSpelling(record, whose)) continue;
        found.set(nameOf(key, role), { type: kind.type, role, key, record });
        for (const edge of edges) {
          if (edge.from === kind.schema && (edge.roles?.includes(role) ?? true)) await follow(edge, role, record);
        }
      }
    }

    for await (const { type, role, place } of startsOf(mailbox, work)) {
      const kind = kindNamed(type);
      // What points to a record may be of one that it named before, and is somebody's for that.
      const isTheirs = (record: Found) => kind.schema === SubjectRecord || names(kind.schema, record, mailbox, role);
      await take(kind, place, (record) => (isTheirs(record) ? role : undefined));
    }
    for (const edge of edges) if (edge.from === undefined) await follow(edge, 'holder', { address });
  }

  /** One address for each of their mailboxes: the one that is asked for, and those that they have confirmed besides. */
  async function addressesOf(address: string, work: Work): Promise<string[]> {
    const owner = await records.find(Owner, keys.address(address), work);
    const find = (personId: string) => records.find(Owned, keys.person(personId), work);
    // What was merged into another is theirs, and theirs is all of it.
    const person = await rootOf(owner && (await find(owner.personId)), find);
    const own = person ? addressesByMailbox(person) : [];
    return [address, ...own.filter((other) => !sameMailbox(other, address))];
  }

  return async (
    address: string,
    work: Work,
    { confirmed }: Pick<Partial<Whose>, 'confirmed'> = {},
  ): Promise<readonly Holding[]> => {
    const addresses = await addressesOf(address, work);
    const whose = { found: new Map<string, Holding>(), mailboxes: new Set(addresses.map(mailboxOf)), confirmed };
    for (const each of addresses) await findFrom(each, whose, work);
    const { found } = whose;
    // Who has sent an invoice is more to it than who is named on it.
    return [...found.values()].filter(({ role, key }) => role !== 'learner' || !found.has(nameOf(key, 'applicant')));
  };
}
