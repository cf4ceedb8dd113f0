import { type LedgerAccount, type LedgerEntry, ledgerAccounts } from '#domain/funding/ledger.ts';
import { poundsAsNumber } from '#domain/money.ts';
import { type Column, toCsv } from '#http/csv.ts';
import type { UseCase } from '#http/use-case.ts';

import type { funding } from '../contract.ts';
import type { StaffDeps } from '../use-case-deps.ts';
import { findPot } from './read-pots.ts';

const inAccount = (account: LedgerAccount): Column<LedgerEntry> => ({
  heading: `${account.charAt(0).toUpperCase()}${account.slice(1)} (£)`,
  cell: ({ lines }) => {
    const line = lines.find((each) => each.account === account);
    return line && poundsAsNumber(line.pence);
  },
});

const columns: readonly Column<LedgerEntry>[] = [
  { heading: 'At (UTC)', cell: ({ at }) => at },
  { heading: 'What', cell: ({ kind }) => kind },
  ...ledgerAccounts.map(inAccount),
  { heading: 'Funding request', cell: ({ fundingRequestId }) => fundingRequestId },
  { heading: 'Invoice', cell: ({ invoiceId }) => invoiceId },
  { heading: 'Entry', cell: ({ entryId }) => entryId },
];

export const createGetLedger =
  (deps: Pick<StaffDeps, 'pots' | 'ledger'>): UseCase<typeof funding.routes.getLedger> =>
  async ({ path, query }, { work, accepts }) => {
    await findPot(deps, path.potId, work);
    if (accepts === 'text/csv') {
      const entries: LedgerEntry[] = [];
      for await (const page of deps.ledger.walk(path.potId, work)) entries.push(...page);
      return {
        status: 200,
        file: { mediaType: 'text/csv', content: toCsv(columns, entries), filename: 'ledger.csv' },
      };
    }
    return { status: 200, body: await deps.ledger.list(path.potId, query, work) };
  };
