import type * as z from 'zod';
import { type FindablePractice, findable } from '#domain/people/workplace-search.ts';
import type { Practice } from '#domain/people/workplaces.ts';
import type { Clock } from '#platform/clock.ts';
import { BusyError } from '#platform/errors.ts';
import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys } from '../keys.ts';
import { unpackPractices } from './packed-practices.ts';
import { WorkplacePartView, WorkplacesView } from './views.ts';

/** Practices as a process has them in memory (docs/adr/0031): what is asked of them costs nothing more while the list is in force. */
export interface Workplaces {
  /** Those that are open, for searching. */
  open(work: Work): Promise<readonly FindablePractice[]>;
  /** One by its code, closed or not. */
  find(odsCode: string, work: Work): Promise<Practice | undefined>;
}

type Head = z.output<typeof WorkplacesView>;

/** So long is not asked whether another list came into force. */
const trustedMs = 60_000;

const partKeys = ({ listId, parts }: Head, part: 'open' | 'closed') =>
  Array.from({ length: parts[part] }, (_, number) => keys.workplacePart(listId, part, number));

/** The practices of one half of a list. @throws BusyError where it went out of force meanwhile, and is gone */
export async function readPart(
  records: RecordsFor<never>,
  head: Head,
  part: 'open' | 'closed',
  work: Work,
): Promise<Practice[]> {
  const wanted = partKeys(head, part).map((key) => [WorkplacePartView, key] as const);
  const found = wanted.length === 0 ? [] : await records.findAll(wanted, work);
  return found.flatMap((each) => {
    if (!each) throw new BusyError('another list of practices came into force');
    return unpackPractices(each.packed).map((row) => ({ ...row, isOpen: part === 'open' }));
  });
}

/** A half of the list that is kept in memory, read once for whoever asks at the same time. */
function createHalf<T>(read: (head: Head, work: Work) => Promise<T>) {
  let kept: { readonly listId: string; readonly value: Promise<T> } | undefined;
  return (head: Head, work: Work): Promise<T> => {
    if (kept?.listId === head.listId) return kept.value;
    const value = read(head, work);
    kept = { listId: head.listId, value };
    value.catch(() => {
      if (kept?.value === value) kept = undefined;
    });
    return value;
  };
}

export function createWorkplaces({
  records,
  clock,
}: {
  readonly records: RecordsFor<never>;
  readonly clock: Clock;
}): Workplaces {
  let known: { readonly head: Head | undefined; readonly until: number } | undefined;

  async function inForce(work: Work): Promise<Head | undefined> {
    const now = clock().getTime();
    if (known && now < known.until) return known.head;
    const head = await records.find(WorkplacesView, keys.workplaces(), work);
    known = { head, until: now + trustedMs };
    return head;
  }
  const open = createHalf(async (head, work) => (await readPart(records, head, 'open', work)).map(findable));
  const byCode = (practices: readonly Practice[]) => new Map(practices.map((each) => [each.odsCode, each]));
  const openByCode = createHalf(async (head, work) => byCode((await open(head, work)).map(({ practice }) => practice)));
  const closedByCode = createHalf(async (head, work) => byCode(await readPart(records, head, 'closed', work)));

  /** What went out of force while it was read is looked for once more. */
  async function reading<T>(none: T, read: (head: Head) => Promise<T>, work: Work): Promise<T> {
    const head = await inForce(work);
    if (!head) return none;
    return read(head).catch(async (error: unknown) => {
      if (!(error instanceof BusyError)) throw error;
      known = undefined;
      const now = await inForce(work);
      return now ? read(now) : none;
    });
  }

  return {
    open: (work) => reading<readonly FindablePractice[]>([], (head) => open(head, work), work),
    find: (odsCode, work) =>
      reading<Practice | undefined>(
        undefined,
        async (head) => (await openByCode(head, work)).get(odsCode) ?? (await closedByCode(head, work)).get(odsCode),
        work,
      ),
  };
}
