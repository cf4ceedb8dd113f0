import { dayInWords, londonDay } from '#domain/time/london.ts';
import { type LogEntry, renderLog } from '#pdf/log.ts';
import type { ShownLog } from './schemas.ts';
import { participationInWords, type ShownEntry, sourcesInWords } from './words.ts';

const entryOf = (entry: ShownEntry): LogEntry => ({
  title: entry.title,
  lines: [
    `Completed on ${dayInWords(entry.completedOn)}, given by ${entry.provider}`,
    `Hours: ${entry.hours ?? 'not said'}. Participatory: ${participationInWords(entry).toLowerCase()}. ${sourcesInWords[entry.source]}.`,
  ],
  check: entry.certificate && {
    words: `Certificate code: ${entry.certificate.code}. Check it at`,
    url: entry.certificate.url,
  },
});

/** The log as a PDF. What somebody learned, and what they do otherwise since, they write themselves. */
export const createPrintLog =
  ({ hubName, font }: { readonly hubName: string; readonly font: Uint8Array }) =>
  (log: ShownLog): Promise<Uint8Array> => {
    const { name, from, to, madeAt, totals, items } = log;
    const sums = [
      `Hours: ${totals.hours}, of which participatory ${totals.participatoryHours}, not participatory ${totals.notParticipatoryHours}, not said ${totals.notSaidHours}`,
      ...(totals.entriesWithoutHours > 0 ? [`Entries that say no hours: ${totals.entriesWithoutHours}`] : []),
    ];
    return renderLog(
      {
        title: `CPD log of ${name}`,
        author: hubName,
        subject: `From ${from} to ${to}, made at ${madeAt}`,
        madeAt: new Date(madeAt),
        above: [
          `From ${dayInWords(from)} to ${dayInWords(to)}`,
          ...sums,
          `Made on ${dayInWords(londonDay(madeAt))}`,
          ...(items.length === 0 ? ['No training is recorded between these days'] : []),
        ],
        entries: items.map(entryOf),
        running: `CPD log, ${from} to ${to}`,
      },
      { font },
    );
  };
