import * as z from 'zod';
import { invoice } from '#domain/funding/invoice.ts';
import { ledgerEntry } from '#domain/funding/ledger.ts';
import { pot, potBalances, potRules } from '#domain/funding/pot.ts';
import { fundingRequest, historyEntry } from '#domain/funding/request.ts';
import { statement } from '#domain/funding/statement.ts';
import { id } from '#domain/ids.ts';
import { pence } from '#domain/money.ts';
import { count, version } from '#domain/numbers.ts';
import { financialYear } from '#domain/time/financial-year.ts';
import { day, instant } from '#domain/time/instant.ts';
import { about, identity, technical } from '#privacy/fields.ts';
import { fundingRetention } from '#privacy/inventory.ts';
import { record } from '../engine/record.ts';

export const PotRecord = record('pot', { ends: 'kept', versioned: true, fields: technical(pot.shape) });

/** The rules of a pot as they were: what decisions made under them can be replayed with. Never changed. */
export const PotVersionRecord = record('pot-version', {
  ends: 'kept',
  fields: technical({ potId: id, version, rules: potRules, since: instant }),
});

/** How a pot's money stands: the record that all who decide and pay contend for, so it is small. */
export const PotBalancesRecord = record('pot-balances', {
  ends: 'kept',
  fields: technical({ potId: id, ...potBalances.shape }),
});

export const LedgerEntryRecord = record('ledger-entry', {
  ends: { rule: 'funding' },
  fields: about('award', ledgerEntry.shape),
});

/** What one person has been awarded by the pots of one scheme. Known by the work email, as the person is. */
export const AllowanceRecord = record('allowance', {
  ends: { rule: 'funding' },
  versioned: true,
  fields: about('award', { scheme: z.string(), version, awarded: z.record(financialYear, pence) }),
});

// Each class names its fields: a noun that grows is not stored until somebody has said whose its new field is.
export const FundingRequestRecord = record('funding-request', {
  ends: { rule: fundingRetention },
  versioned: true,
  subjects: { workEmail: 'applicant' },
  fields: {
    ...identity('funding-request', fundingRequest.pick({ name: true, workEmail: true }).shape),
    ...about('funding-request', {
      ...fundingRequest.pick({
        fundingRequestId: true,
        reference: true,
        status: true,
        version: true,
        createdAt: true,
        statusSince: true,
        submittedAt: true,
        potId: true,
      }).shape,
      /** Until when, at the least, everything that belongs to it is kept; whole seconds since 1970. */
      partsEndAt: count,
      ...fundingRequest.pick({
        documentIds: true,
        invoiceIds: true,
        changedFields: true,
        workplace: true,
        employer: true,
        jobRole: true,
        jobTitle: true,
        course: true,
        costPence: true,
        amountPence: true,
        otherFunding: true,
        paysFor: true,
        reason: true,
        applicantStatement: true,
        question: true,
        declinedBecause: true,
      }).shape,
    }),
    ...about('funding-statement', fundingRequest.pick({ statements: true }).shape),
    ...about('award', fundingRequest.pick({ proposal: true, award: true }).shape),
    ...about('progress', fundingRequest.pick({ progress: true }).shape),
  },
});

/** What one change of a request was, as its history tells it: beside the request, which does not grow with what is said of it. */
export const FundingHistoryRecord = record('funding-history', {
  ends: { rule: fundingRetention },
  fields: about('funding-request', { fundingRequestId: id, version, entries: z.array(historyEntry) }),
});

export const StatementRecord = record('statement', {
  ends: { rule: fundingRetention },
  subjects: { authorEmail: 'author' },
  fields: {
    ...identity('funding-statement', statement.pick({ authorName: true, authorEmail: true }).shape),
    ...about(
      'funding-statement',
      statement.pick({
        statementId: true,
        fundingRequestId: true,
        kind: true,
        status: true,
        askedAt: true,
        timesAsked: true,
        endsAt: true,
        emailId: true,
        answeredAt: true,
        documentIds: true,
        releaseTime: true,
        excessPaidBy: true,
        text: true,
      }).shape,
    ),
  },
});

export const InvoiceRecord = record('invoice', {
  ends: { rule: fundingRetention },
  versioned: true,
  fields: about(
    'invoice',
    invoice.pick({
      invoiceId: true,
      fundingRequestId: true,
      status: true,
      version: true,
      receivedAt: true,
      claimedAt: true,
      statusSince: true,
      claims: true,
      approvedBy: true,
      paidBy: true,
      paidAt: true,
      replacedBy: true,
      differsFrom: true,
      documentIds: true,
      looksLike: true,
      number: true,
      issuedOn: true,
      payeeKind: true,
      payeeName: true,
      totalPence: true,
      lines: true,
      question: true,
      because: true,
    }).shape,
  ),
});

/** That an invoice of this payee and number, or with this very file, has come: its key is what makes a second one impossible. */
export const InvoiceGuardRecord = record('invoice-guard', {
  ends: { rule: fundingRetention },
  fields: about('invoice', { invoiceId: id }),
});

/** Invoices whose numbers look the same: what a new one is compared with. */
export const InvoiceNumbersRecord = record('invoice-numbers', {
  ends: { rule: fundingRetention },
  versioned: true,
  fields: about('invoice', { version, invoiceIds: z.array(id) }),
});

/** That staff have had a day's digest. */
export const DigestRecord = record('digest', {
  ends: { rule: 'email', from: 'sentAt' },
  fields: technical({ day, sentAt: instant }),
});
