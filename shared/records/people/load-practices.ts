import type * as z from 'zod';
import { firstVersion } from '#domain/numbers.ts';
import { type LineFault, readPractices } from '#domain/people/practices-file.ts';
import { afterFile, type Practice, type PracticeChanges, tooManyClosing } from '#domain/people/workplaces.ts';
import type { Clock } from '#platform/clock.ts';
import { BusyError } from '#platform/errors.ts';
import { sha256 } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put, remove, revise } from '../engine/writes.ts';
import { keys, lists } from '../keys.ts';
import { WorkplacePartRecord, WorkplacesRecord } from './items.ts';
import { packPractices } from './packed-practices.ts';
import { WorkplacePartPlace, WorkplacesView } from './views.ts';
import { readPart } from './workplaces.ts';

/** What a file would change, and whether it has. */
export type Load =
  | { readonly outcome: 'refused'; readonly because: string; readonly changes?: PracticeChanges }
  | { readonly outcome: 'known-already'; readonly loadedAt: string }
  | {
      readonly outcome: 'planned' | 'loaded';
      readonly changes: PracticeChanges;
      readonly faults: readonly LineFault[];
      readonly practices: { readonly open: number; readonly closed: number };
    };

export interface HowToLoad {
  readonly apply: boolean;
  readonly anyway?: boolean;
}

interface LoadDeps {
  readonly records: RecordsFor<never>;
  readonly clock: Clock;
}

type Head = z.output<typeof WorkplacesView>;
type Half = 'open' | 'closed';
type Packed = Readonly<Record<Half, Uint8Array<ArrayBuffer>[]>>;
const halves: readonly Half[] = ['open', 'closed'];

/** The register is plain letters but for a few names, which older files have in Windows’ own encoding. */
function textOf(file: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return new TextDecoder('windows-1252').decode(file);
  }
}

const ofHalf = (practices: readonly Practice[], half: Half): Practice[] =>
  practices.filter(({ isOpen }) => isOpen === (half === 'open'));

/**
 * A list is called by what is in its parts, and not by the file alone: whatever version of this software, or of what packs them, goes on
 * with a load that was broken off, no list has parts that two made differently.
 */
export const listIdOf = (before: string | undefined, packed: Packed): string =>
  sha256(
    [
      before ?? '',
      ...halves.flatMap((half) => [half, ...packed[half].map((part) => Buffer.from(part).toString('base64'))]),
    ].join('\n'),
  ).slice(0, 32);

/** Parts that are there already are what they should be: their name says what they were made of. */
async function writeParts({ records }: LoadDeps, listId: string, packed: Packed, work: Work) {
  for (const half of halves)
    for (const [number, part] of packed[half].entries())
      await records.commit(
        { part: put(WorkplacePartRecord, keys.workplacePart(listId, half, number), { listId, packed: part }) },
        { work },
      );
}

/** Of every list but these, such as one whose load was broken off. */
async function removeOthers({ records }: LoadDeps, kept: readonly (string | null)[], work: Work): Promise<void> {
  for await (const places of records.walk(WorkplacePartPlace, lists.workplaceParts, {}, work))
    for (const { pk, sk } of places)
      if (!kept.some((listId) => listId !== null && sk.startsWith(`PART#${listId}#`)))
        await records.commit({ part: remove(WorkplacePartRecord, { pk, sk }) }, { work });
}

/**
 * Brings a list into force by one write, which is the last: whatever breaks off before leaves the old one as it is, and the same again
 * goes on where it stopped.
 *
 * @throws BusyError where somebody else brought one into force meanwhile
 */
async function bringIntoForce(
  deps: LoadDeps,
  before: Head | undefined,
  fileHash: string,
  practices: readonly Practice[],
  work: Work,
): Promise<void> {
  const [open, closed] = [ofHalf(practices, 'open'), ofHalf(practices, 'closed')];
  const packed = { open: packPractices(open), closed: packPractices(closed) };
  const listId = listIdOf(before?.listId, packed);
  await writeParts(deps, listId, packed, work);
  const head = {
    listId,
    before: before?.listId ?? null,
    fileHash,
    loadedAt: deps.clock().toISOString(),
    parts: { open: packed.open.length, closed: packed.closed.length },
    practices: { open: open.length, closed: closed.length },
  };
  const key = keys.workplaces();
  const { done } = await deps.records.commit(
    {
      head: before
        ? revise(WorkplacesRecord, key, before, { set: head })
        : put(WorkplacesRecord, key, { ...head, version: firstVersion }),
    },
    { work },
  );
  if (!done) throw new BusyError('somebody else loaded practices meanwhile: look at what they changed, and load again');
  await removeOthers(deps, [listId, head.before], work);
}

/**
 * Loads the NHS’s file of practices, or says what that would change.
 *
 * @param how.apply - otherwise nothing is written
 * @param how.anyway - though it closes more than it can be believed to
 * @throws BusyError where somebody else brought a list into force meanwhile
 */
export async function loadPractices(
  deps: LoadDeps,
  file: Uint8Array,
  { apply, anyway = false }: HowToLoad,
  work: Work,
): Promise<Load> {
  const text = textOf(file);
  const read = readPractices(text);
  if ('refused' in read) return { outcome: 'refused', because: read.refused };
  const fileHash = sha256(text);
  const before = await deps.records.find(WorkplacesView, keys.workplaces(), work);
  if (before?.fileHash === fileHash) return { outcome: 'known-already', loadedAt: before.loadedAt };
  const known = before
    ? (await Promise.all(halves.map((half) => readPart(deps.records, before, half, work)))).flat()
    : [];
  const { practices, changes } = afterFile(known, read.lines, read.faults.length === 0);
  const because = anyway ? undefined : tooManyClosing(known, changes);
  if (because !== undefined) return { outcome: 'refused', because, changes };
  if (apply) await bringIntoForce(deps, before, fileHash, practices, work);
  const open = ofHalf(practices, 'open').length;
  return {
    outcome: apply ? 'loaded' : 'planned',
    changes,
    faults: read.faults,
    practices: { open, closed: practices.length - open },
  };
}
