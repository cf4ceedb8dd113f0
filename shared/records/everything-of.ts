import * as z from 'zod';
import { mailboxOf } from '#domain/people/mailbox.ts';
import type { Work } from '#platform/work.ts';
import type { SubjectRole } from '#privacy/subjects.ts';
import { placesOnly, type View, wholly } from '#privacy/views.ts';
import './all.ts';
import { edges } from './edges.ts';
import type { Place } from './engine/edges.ts';
import { SubjectRecord } from './engine/items.ts';
import type { Reader } from './engine/reading.ts';
import { kindOf, recordTypes } from './engine/record.ts';
import { listOfSubject, pointedTo, type SubjectOf } from './engine/subjects.ts';
import type { Key } from './keys.ts';

/** A record of somebody's, and in which way it is theirs. */
export interface Holding {
  readonly type: string;
  readonly role: SubjectRole;
  readonly key: Key;
  readonly record: Readonly<Record<string, unknown>>;
}

const Pointing = placesOnly({ pk: z.string(), sk: z.string(), subjectsk: z.string() });

const nameOf = ({ pk, sk }: Key, role: SubjectRole): string => `${role}\n${pk}\n${sk}`;

/** A kind, as it is read for the sake of whom it is about. */
interface Kept {
  readonly type: string;
  readonly schema: z.ZodObject;
  readonly whole: View;
}

/** Those kinds that somebody can be led to. */
function createKinds(): (type: string) => Kept {
  const led = new Set<z.ZodObject>([SubjectRecord, ...edges.map(({ to }) => to)]);
  const kinds = new Map(
    recordTypes.flatMap((schema) => {
      const kind = kindOf(schema);
      if (!kind || !(led.has(schema) || Object.keys(kind.subjects).length > 0)) return [];
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
 * Everything of a person: from their work email by one query of the index by subject, and from what that finds by the edges that each
 * area declares. What is theirs in several ways is found once for each.
 *
 * @returns a function of an address, however its owner writes it. It answers with everything in the Records table; of the audit
 *   trail, see `auditOf`
 */
export function createEverythingOf({
  records,
  subjectOf,
}: {
  /** That reads to answer rights. */
  readonly records: Reader;
  readonly subjectOf: SubjectOf;
}) {
  const kindNamed = createKinds();

  async function readAt(place: Place, { whole }: Kept, work: Work) {
    if ('key' in place) {
      const record = await records.find(whole, place.key, work);
      return record ? [record] : [];
    }
    const found: z.output<View>[] = [];
    for await (const page of records.walk(whole, place.list, {}, work)) found.push(...page);
    return found;
  }

  /** Where the index by subject leads: the records themselves, and what stands beside them to point there. */
  async function* startsOf(address: string, work: Work) {
    const list = listOfSubject(subjectOf(mailboxOf(address)));
    for await (const page of records.walk(Pointing, list, {}, work)) {
      for (const { pk, sk, subjectsk } of page) {
        const [role = '', type = ''] = subjectsk.split('#');
        const key = pointedTo({ pk, sk });
        yield { role: role as SubjectRole, type, place: { key } }; // Only the engine writes it.
        if (key.sk !== sk) yield { role: role as SubjectRole, type: 'subject', place: { key: { pk, sk } } };
      }
    }
  }

  return async (address: string, work: Work): Promise<readonly Holding[]> => {
    const found = new Map<string, Holding>();

    async function follow(kind: Kept, role: SubjectRole, place: Place): Promise<void> {
      for (const record of await readAt(place, kind, work)) {
        const key = { pk: String(record.pk), sk: String(record.sk) };
        if (found.has(nameOf(key, role))) continue;
        found.set(nameOf(key, role), { type: kind.type, role, key, record });
        for (const { from, to, places, roles } of edges) {
          if (from !== kind.schema || (roles && !roles.includes(role))) continue;
          for (const next of places(record)) await follow(kindNamed(kindOf(to)?.type ?? ''), role, next);
        }
      }
    }

    for await (const { type, role, place } of startsOf(address, work)) await follow(kindNamed(type), role, place);
    for (const { from, to, places } of edges) {
      if (from === undefined)
        for (const place of places({ address })) await follow(kindNamed(kindOf(to)?.type ?? ''), 'holder', place);
    }
    return [...found.values()];
  };
}
