import { daysOf, hoursOf, inOrder, mostEntries, totalsOf } from '#domain/training/cpd-log.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import type { AccountReads } from '#records/people/account-reads.ts';
import type { TrainingEntries } from '#records/training/entries.ts';
import type { cpd } from '../contract.ts';
import { showEntry } from '../show-entry.ts';
import { cpdCsv } from './cpd-csv.ts';
import type { ShownLog } from './schemas.ts';

const notValid = (pointer: string, detail: string) =>
  new ProblemError('not-valid', { errors: [{ in: 'query', pointer, detail }] });

const sumsOf = (entries: Parameters<typeof totalsOf>[0]): ShownLog['totals'] => {
  const { all, participatory, notParticipatory, notSaid, entriesWithoutHours } = totalsOf(entries);
  return {
    hours: hoursOf(all),
    participatoryHours: hoursOf(participatory),
    notParticipatoryHours: hoursOf(notParticipatory),
    notSaidHours: hoursOf(notSaid),
    entriesWithoutHours,
  };
};

export const createGetCpdLog =
  (deps: {
    readonly accounts: AccountReads;
    readonly entries: Pick<TrainingEntries, 'during'>;
    readonly printLog: (log: ShownLog) => Promise<Uint8Array>;
    readonly clock: Clock;
    readonly siteUrl: string;
  }): UseCase<typeof cpd.routes.getCpdLog> =>
  async ({ query }, { caller, work, accepts }) => {
    const now = deps.clock();
    const days = daysOf(query, now);
    if (days.from > days.to) throw notValid('/to', 'Enter a last day that is not before the first');
    const account = await deps.accounts.find(caller, work);
    if (!account) throw new ProblemError('account-not-found');
    const found = await deps.entries.during(account, days, work);
    if (found === 'too-many')
      throw notValid('/from', `There are more than ${mostEntries} entries between these days: choose fewer days`);
    const log: ShownLog = {
      '@context': 'https://schema.org',
      name: account.name,
      ...days,
      madeAt: now.toISOString(),
      items: inOrder(found).map((entry) => showEntry(entry, deps.siteUrl)),
      totals: sumsOf(found),
    };
    const filename = `cpd-log-${days.from}-${days.to}`;
    switch (accepts) {
      case 'text/csv':
        return {
          status: 200,
          file: { mediaType: accepts, content: await cpdCsv(log), filename: `${filename}.csv` },
        };
      case 'application/pdf':
        return {
          status: 200,
          file: { mediaType: accepts, content: await deps.printLog(log), filename: `${filename}.pdf` },
        };
      default:
        return { status: 200, body: log };
    }
  };
