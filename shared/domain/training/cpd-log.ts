import { addYears } from '../time/calendar-time.ts';
import { londonDay } from '../time/london.ts';
import type { TrainingEntry } from './entry.ts';

/** Both days included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** The NMC asks for what was done in the three years since the last revalidation; the HCPC for two. */
const usualYears = 3;

/** More are no log that anybody reads, nor a file that can be answered. */
export const mostEntries = 2000;

/** The days that were asked for; of what was left out, the last three years until today. */
export function daysOf({ from, to }: Partial<{ [D in keyof Days]: Days[D] | undefined }>, now: Date): Days {
  const last = to ?? londonDay(now.toISOString());
  const first = addYears(new Date(`${last}T12:00:00.000Z`), -usualYears)
    .toISOString()
    .slice(0, last.length);
  return { from: from ?? first, to: last };
}

export const isWithin = ({ from, to }: Days, { completedOn }: Pick<TrainingEntry, 'completedOn'>): boolean =>
  from <= completedOn && completedOn <= to;

/** In minutes: of which with others, alone, and not said which. */
export interface CpdTotals {
  readonly all: number;
  readonly participatory: number;
  readonly notParticipatory: number;
  readonly notSaid: number;
  /** How many entries say no hours. */
  readonly entriesWithoutHours: number;
}

export function totalsOf(entries: readonly Pick<TrainingEntry, 'minutes' | 'participatory'>[]): CpdTotals {
  const sum = (isCounted: (entry: Pick<TrainingEntry, 'participatory'>) => boolean) =>
    entries.filter(isCounted).reduce((minutes, entry) => minutes + (entry.minutes ?? 0), 0);
  return {
    all: sum(() => true),
    participatory: sum(({ participatory }) => participatory === true),
    notParticipatory: sum(({ participatory }) => participatory === false),
    notSaid: sum(({ participatory }) => participatory === undefined),
    entriesWithoutHours: entries.filter(({ minutes }) => minutes === undefined).length,
  };
}

/** Oldest first; of one day, in the order of their titles. */
export const inOrder = <E extends Pick<TrainingEntry, 'completedOn' | 'title' | 'trainingRecordId'>>(
  entries: readonly E[],
): E[] => {
  const place = ({ completedOn, title, trainingRecordId }: E) => [completedOn, title, trainingRecordId].join('\n');
  return [...entries].sort((a, b) => (place(a) < place(b) ? -1 : 1));
};

/** Hours to two decimals, as a log shows them. */
export const hoursOf = (minutes: number): number => Math.round((minutes / 60) * 100) / 100;

/** As ISO 8601 says how long something takes: `PT1H30M`. */
export function durationOf(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `PT${hours > 0 ? `${hours}H` : ''}${rest > 0 || hours === 0 ? `${rest}M` : ''}`;
}
