import { type LedgerAccount, type LedgerEntry, ledgerAccounts } from '#domain/funding/ledger.ts';
import { poundsAsNumber } from '#domain/money.ts';
import { capitalised } from '#domain/text/listed.ts';
import { type Column, csvOf, csvReply } from '#http/csv.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Work } from '#platform/work.ts';
import { everyPage } from '#records/engine/listing.ts';

import type { funding } from '../contract.ts';
import type { StaffDeps } from '../use-case-deps.ts';
import { findPot } from './read-pots.ts';

const inAccount = (account: LedgerAccount): Column<LedgerEntry> => ({
  heading: `${capitalised(account)} (£)`,
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
  (deps: Pick<StaffDeps, 'pots' | 'ledger' | 'exports'>): UseCase<typeof funding.routes.getLedger> =>
  async ({ path, query }, { work, accepts }) => {
    await findPot(deps, path.potId, work);
    if (accepts === 'text/csv') {
      const rows = (within: Work) =>
        csvOf(
          columns,
          everyPage((page) => deps.ledger.list(path.potId, page, within)),
        );
      return csvReply('ledger.csv', await deps.exports.write('ledger.csv', rows, work));
    }
    return { status: 200, body: await deps.ledger.list(path.potId, query, work) };
  };
