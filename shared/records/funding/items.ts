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
  fields: about('award', ledgerEntry.shape, 'derived'),
});

/** That the allowance of a mailbox counts together with those of others, which are the same person's. */
export const AllowanceMemberRecord = record('allowance-member', {
  ends: { rule: 'funding' },
  fields: about('award', { groupId: id }, 'derived'),
});

/**
 * Mailboxes whose allowances count together. Each stays as exact as if it were alone; an award to any of them makes another version
 * of this, so that of two at once one is decided anew.
 */
export const AllowanceGroupRecord = record('allowance-group', {
  ends: { rule: 'funding' },
  versioned: true,
  fields: about('award', { groupId: id, version, mailboxes: z.array(z.string()) }, 'derived'),
});

/** What one person has been awarded by the pots of one scheme. Known by the work email, as the person is. */
export const AllowanceRecord = record('allowance', {
  ends: { rule: 'funding' },
  versioned: true,
  fields: about('award', { scheme: z.string(), version, awarded: z.record(financialYear, pence) }, 'derived'),
});

// Each class names its fields: a noun that grows is not stored until somebody has said whose its new field is.
export const FundingRequestRecord = record('funding-request', {
  ends: { rule: fundingRetention },
  versioned: true,
  subjects: { workEmail: 'applicant' },
  fields: {
    ...identity('funding-request', fundingRequest.pick({ name: true, workEmail: true }).shape, 'given-by-the-person'),
    ...about(
      'funding-request',
      fundingRequest.pick({
        potId: true,
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
      }).shape,
      'given-by-the-person',
    ),
    ...about(
      'funding-request',
      fundingRequest.pick({ question: true, declinedBecause: true }).shape,
      'recorded-by-staff',
    ),
    ...about(
      'funding-request',
      {
        ...fundingRequest.pick({
          fundingRequestId: true,
          reference: true,
          status: true,
          version: true,
          createdAt: true,
          statusSince: true,
          submittedAt: true,
          documentIds: true,
          invoiceIds: true,
          changedFields: true,
        }).shape,
        /** Until when, at the least, everything that belongs to it is kept; whole seconds since 1970. */
        partsEndAt: count,
      },
      'derived',
    ),
    ...about('funding-statement', fundingRequest.pick({ statements: true }).shape, 'derived'),
    ...about('award', fundingRequest.pick({ proposal: true, award: true }).shape, 'recorded-by-staff'),
    ...about('progress', fundingRequest.pick({ progress: true }).shape, 'given-by-the-person', 'derived'),
  },
});

/** What one change of a request was, as its history tells it: beside the request, which does not grow with what is said of it. */
export const FundingHistoryRecord = record('funding-history', {
  ends: { rule: fundingRetention },
  fields: {
    ...about('funding-request', { fundingRequestId: id, version }, 'derived'),
    // What happened, with what whoever brought it about said of it.
    ...about(
      'funding-request',
      { entries: z.array(historyEntry) },
      ...(['given-by-the-person', 'given-by-others', 'recorded-by-staff', 'derived'] as const),
    ),
  },
});

export const StatementRecord = record('statement', {
  ends: { rule: fundingRetention },
  subjects: { authorEmail: 'author' },
  fields: {
    ...identity(
      'funding-statement',
      statement.pick({ authorName: true, authorEmail: true }).shape,
      'given-by-the-person',
    ),
    ...about(
      'funding-statement',
      statement.pick({ releaseTime: true, excessPaidBy: true, text: true }).shape,
      'given-by-others',
    ),
    ...about(
      'funding-statement',
      statement.pick({
        statementId: true,
        fundingRequestId: true,
        kind: true,
        status: true,
        insteadOf: true,
        askedAt: true,
        timesAsked: true,
        endsAt: true,
        emailId: true,
        answeredAt: true,
        documentIds: true,
      }).shape,
      'derived',
    ),
  },
});

export const InvoiceRecord = record('invoice', {
  ends: { rule: fundingRetention },
  versioned: true,
  fields: {
    ...about(
      'invoice',
      invoice.pick({ number: true, issuedOn: true, payeeKind: true, payeeName: true, totalPence: true }).shape,
      'given-by-the-person',
    ),
    // Each names a learner, who need not be the one who sends it.
    ...about('invoice', invoice.pick({ lines: true }).shape, 'given-by-the-person', 'given-by-others'),
    ...about(
      'invoice',
      invoice.pick({
        claims: true,
        approvedBy: true,
        paidBy: true,
        paidAt: true,
        differsFrom: true,
        question: true,
        because: true,
      }).shape,
      'recorded-by-staff',
    ),
    ...about(
      'invoice',
      invoice.pick({
        invoiceId: true,
        fundingRequestId: true,
        status: true,
        version: true,
        receivedAt: true,
        claimedAt: true,
        statusSince: true,
        replacedBy: true,
        documentIds: true,
        looksLike: true,
      }).shape,
      'derived',
    ),
  },
});

/** That an invoice of this payee and number, or with this very file, has come: its key is what makes a second one impossible. */
export const InvoiceGuardRecord = record('invoice-guard', {
  ends: { rule: fundingRetention },
  fields: about('invoice', { invoiceId: id }, 'derived'),
});

/** Invoices whose numbers look the same: what a new one is compared with. */
export const InvoiceNumbersRecord = record('invoice-numbers', {
  ends: { rule: fundingRetention },
  versioned: true,
  fields: about('invoice', { version, invoiceIds: z.array(id) }, 'derived'),
});

/** That staff have had a day's digest. */
export const DigestRecord = record('digest', {
  ends: { rule: 'email', from: 'sentAt' },
  fields: technical({ day, sentAt: instant }),
});
