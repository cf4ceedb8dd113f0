import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import * as z from 'zod';
import { committedOf, paidOf, totalOf } from '#domain/funding/award.ts';
import type { ledgerAccounts } from '#domain/funding/ledger.ts';
import { after, type FundingStatus, type FundingTransition, fundingTransitions } from '#domain/funding/request.ts';
import { yearsAfter } from '#domain/time/financial-year.ts';
import {
  AllowanceRecord,
  FundingHistoryRecord,
  FundingRequestRecord,
  InvoiceRecord,
  LedgerEntryRecord,
  PotBalancesRecord,
  PotRecord,
} from '#records/funding/items.ts';
import { keys } from '#records/keys.ts';
import { scanAll } from './scan.ts';

const Stored = z.discriminatedUnion('type', [
  AllowanceRecord,
  FundingHistoryRecord,
  FundingRequestRecord,
  InvoiceRecord,
  LedgerEntryRecord,
  PotBalancesRecord,
  PotRecord,
]);
type StoredItem = z.output<typeof Stored>;

/** Everything that a table holds about funding, as it is stored. */
export const readFunding = (client: DynamoDBDocumentClient, tableName: string): Promise<StoredItem[]> =>
  scanAll(client, tableName, Stored);

const ofType =
  <T extends StoredItem['type']>(type: T) =>
  (item: StoredItem): item is Extract<StoredItem, { type: T }> =>
    item.type === type;

const sum = (amounts: readonly number[]) => amounts.reduce((total, pence) => total + pence, 0);

/**
 * Money, checked against itself: what the ledger, the pots' balances, the awards, the invoices and the people's allowances say
 * must be the same, in whole pence, and nothing may be overspent.
 */
export function expectMoneyRight(items: readonly StoredItem[]): void {
  const requests = items.filter(ofType('funding-request'));
  const entries = items.filter(ofType('ledger-entry'));
  const pots = new Map(items.filter(ofType('pot')).map((pot) => [pot.potId, pot]));

  for (const entry of entries) {
    expect(sum(entry.lines.map(({ pence }) => pence)), `entry ${entry.kind}`).toBe(0);
    for (const { pence } of entry.lines) expect(Number.isSafeInteger(pence)).toBe(true);
  }

  for (const balances of items.filter(ofType('pot-balances'))) {
    const { potId } = balances;
    const lines = entries.filter((entry) => entry.potId === potId).flatMap((entry) => entry.lines);
    const inAccount = (account: (typeof ledgerAccounts)[number]) =>
      sum(lines.filter((line) => line.account === account).map(({ pence }) => pence));
    const { budget, available, committed, spent, lapsed } = balances;
    expect({ budget, available, committed, spent, lapsed }).toEqual({
      budget: 0 - inAccount('funder'),
      available: inAccount('available'),
      committed: inAccount('committed'),
      spent: inAccount('spent'),
      lapsed: inAccount('lapsed'),
    });
    for (const pence of [available, committed, spent, lapsed]) expect(pence).toBeGreaterThanOrEqual(0);
    expect(available + committed + spent + lapsed).toBe(budget);

    const awards = requests.flatMap(({ award }) => (award?.potId === potId ? [award] : []));
    expect(committed).toBe(sum(awards.map(({ stages }) => committedOf(stages))));
    expect(spent).toBe(sum(awards.map(({ stages }) => paidOf(stages))));
    const placed = awards.filter(({ stages }) => totalOf(stages) > 0).length;
    expect(balances.placesTaken).toBe(placed);
    if (balances.places !== null) expect(placed).toBeLessThanOrEqual(balances.places);
  }

  const allowances = new Map(items.filter(ofType('allowance')).map((item) => [`${item.pk} ${item.sk}`, item]));
  const people = Map.groupBy(
    requests.filter(({ award }) => award !== undefined),
    ({ workEmail, award }) => {
      const { pk, sk } = keys.allowance(workEmail, award?.scheme ?? '');
      return `${pk} ${sk}`;
    },
  );
  for (const [key, own] of people) {
    const awarded: Record<string, number> = {};
    for (const { award } of own) {
      if (award) awarded[award.financialYear] = (awarded[award.financialYear] ?? 0) + totalOf(award.stages);
    }
    expect(allowances.get(key)?.awarded).toEqual(awarded);
    for (const { award } of own) {
      const caps = award && pots.get(award.potId)?.rules.caps;
      if (!award || !caps) continue;
      if (caps.yearPence !== null) expect(awarded[award.financialYear]).toBeLessThanOrEqual(caps.yearPence);
      if (caps.severalYears === null) continue;
      const { years, pence } = caps.severalYears;
      for (let first = 1 - years; first <= 0; first += 1) {
        const run = Array.from({ length: years }, (_, index) => yearsAfter(award.financialYear, first + index));
        expect(sum(run.map((year) => awarded[year] ?? 0))).toBeLessThanOrEqual(pence);
      }
    }
  }

  for (const invoice of items.filter(ofType('invoice'))) {
    for (const claim of invoice.claims) {
      const request = requests.find(({ fundingRequestId }) => fundingRequestId === claim.fundingRequestId);
      const stage = request?.award?.stages[claim.stage];
      if (invoice.status !== 'paid') continue;
      expect(stage?.invoiceId).toBe(invoice.invoiceId);
      expect(stage?.paidPence ?? 0).toBeLessThanOrEqual(claim.pence);
    }
  }
}

const isTransition = (what: string): what is FundingTransition => what in fundingTransitions;

/** A request's history leads, by transitions that there are, to the status that it is in. */
export function expectHistoriesLead(items: readonly StoredItem[]): void {
  const told = Map.groupBy(items.filter(ofType('funding-history')), ({ fundingRequestId }) => fundingRequestId);
  for (const { fundingRequestId, status } of items.filter(ofType('funding-request'))) {
    let reached: FundingStatus | undefined = 'draft';
    const inOrder = (told.get(fundingRequestId) ?? []).toSorted((one, other) => one.version - other.version);
    for (const { what } of inOrder.flatMap(({ entries }) => entries)) {
      if (isTransition(what)) reached = reached && after(what, reached);
    }
    expect(reached).toBe(status);
  }
}
