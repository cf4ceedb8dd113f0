import * as z from 'zod';
import { documentIds } from '#domain/documents/document.ts';
import { course } from '#domain/funding/course.ts';
import { invoiceStatuses, payeeKinds } from '#domain/funding/invoice.ts';
import { ledgerAccounts, ledgerKinds } from '#domain/funding/ledger.ts';
import {
  askedStatementKinds,
  costKinds,
  employerKinds,
  potRules,
  progressKinds,
  stageConditions,
} from '#domain/funding/pot.ts';
import { fundingStatuses, statementStatuses } from '#domain/funding/request.ts';
import { excessPayers, releaseTimes } from '#domain/funding/statement.ts';
import { id } from '#domain/ids.ts';
import { pence, somePence } from '#domain/money.ts';
import { count } from '#domain/numbers.ts';
import { emailAddress, jobRole, workplace } from '#domain/people/person.ts';
import { line, note } from '#domain/text/text.ts';
import { financialYear } from '#domain/time/financial-year.ts';
import { day, instant } from '#domain/time/instant.ts';
import { fundingRetention } from '#privacy/inventory.ts';
import { notPersonal, personal } from '#privacy/stored-fields.ts';
import { record } from '../engine/record.ts';

const version = z.int().min(1);

/** A pot of money with the rules of its latest version. */
export const PotRecord = record('pot', 'kept', {
  ...notPersonal({ potId: id, version, rules: potRules, createdAt: instant, changedAt: instant }),
});

/** The rules of a pot as they were: what decisions made under them can be replayed with. Never changed. */
export const PotVersionRecord = record('pot-version', 'kept', {
  ...notPersonal({ potId: id, version, rules: potRules, since: instant }),
});

/** How a pot's money stands: the record that all who decide and pay contend for, so it is small. */
export const PotBalancesRecord = record('pot-balances', 'kept', {
  ...notPersonal({
    potId: id,
    budget: pence,
    available: pence,
    committed: pence,
    spent: pence,
    lapsed: pence,
    places: count.nullable(),
    placesTaken: count,
    closed: z.boolean(),
  }),
});

/** One movement of money in a pot, with its two lines. Nothing changes one. */
export const LedgerEntryRecord = record('ledger-entry', 'funding', {
  ...notPersonal({
    entryId: id,
    potId: id,
    at: instant,
    kind: z.enum(ledgerKinds),
    lines: z.array(z.object({ account: z.enum(ledgerAccounts), pence: z.int() })).length(2),
    fundingRequestId: id.optional(),
    invoiceId: id.optional(),
  }),
});

/** What one person has been awarded by the pots of one scheme. Known by the work email, as the person is. */
export const AllowanceRecord = record('allowance', 'funding', {
  ...notPersonal({ scheme: z.string(), version, awarded: z.record(financialYear, pence) }),
});

const stage = z.object({
  after: z.enum(stageConditions),
  pence,
  paidPence: pence,
  invoiceId: id.optional(),
});

export const FundingRequestRecord = record('funding-request', fundingRetention, {
  ...notPersonal({
    fundingRequestId: id,
    reference: z.string(),
    status: z.enum(fundingStatuses),
    /** Rises with every change: what each rests on. */
    version,
    createdAt: instant,
    statusSince: instant,
    submittedAt: instant.optional(),
    potId: id.nullable(),
    /** Until when, at the least, everything that belongs to it is kept; whole seconds since 1970. */
    partsEndAt: count,
    statements: z.array(
      z.object({
        statementId: id,
        kind: z.enum(askedStatementKinds),
        status: z.enum(statementStatuses),
        endsAt: instant,
        remindedAt: instant.optional(),
        endedToldAt: instant.optional(),
      }),
    ),
    documentIds: z.array(id),
    invoiceIds: z.array(id),
    /** What its applicant has changed since the hub asked: each is told of once. */
    changedFields: z.array(z.string()).optional(),
  }),
  ...personal('funding-request', {
    name: line(200),
    workEmail: emailAddress,
    workplace,
    employer: z.enum(employerKinds),
    jobRole,
    jobTitle: line(120),
    course: course.optional(),
    costPence: somePence.optional(),
    amountPence: somePence.optional(),
    otherFunding: note(500).optional(),
    paysFor: z.array(z.enum(costKinds)).optional(),
    reason: note(3000).optional(),
    applicantStatement: note(4000).optional(),
    question: note(2000).optional(),
    /** Approved by one of two people: waits for the other. */
    proposal: z.object({ potId: id, pence: somePence, by: z.string(), at: instant }).optional(),
    award: z
      .object({
        potId: id,
        potVersion: version,
        financialYear,
        scheme: z.string(),
        pence: somePence,
        conditions: note(1000).optional(),
        validUntil: instant,
        decidedAt: instant,
        decidedBy: z.string(),
        /** How pot and allowance stood: with the version of the rules, what the decision can be replayed with. */
        basis: z.object({
          available: pence,
          places: count.nullable(),
          placesTaken: count,
          awarded: z.record(financialYear, pence),
        }),
        stages: z.array(stage),
        lastPaidAt: instant.optional(),
        warnedAt: instant.optional(),
        /** Nothing is kept for it any more: it lapsed, was withdrawn, or is paid to the end. */
        settledAt: instant.optional(),
      })
      .optional(),
    declinedBecause: note(2000).optional(),
  }),
  ...personal('progress', {
    progress: z.array(
      z.object({
        kind: z.enum(progressKinds),
        dueOn: day,
        reportedAt: instant.optional(),
        note: note(2000).optional(),
        documentIds: documentIds.optional(),
        askedAt: instant.optional(),
        overdueAt: instant.optional(),
        escalatedAt: instant.optional(),
      }),
    ),
  }),
});

/** What one change of a request was, as its history tells it: beside the request, which does not grow with what is said of it. */
export const FundingHistoryRecord = record('funding-history', fundingRetention, {
  ...notPersonal({ fundingRequestId: id, version }),
  ...personal('funding-request', {
    entries: z.array(
      z.object({
        at: instant,
        what: z.string(),
        by: z.enum(['applicant', 'author', 'staff', 'clock']),
        note: z.string().optional(),
      }),
    ),
  }),
});

/** A statement that somebody was asked for. */
export const StatementRecord = record('statement', fundingRetention, {
  ...notPersonal({
    statementId: id,
    fundingRequestId: id,
    kind: z.enum(askedStatementKinds),
    status: z.enum(statementStatuses),
    askedAt: instant,
    /** How often they were written to because the applicant wanted it; left out: once. */
    timesAsked: count.optional(),
    /** Until when the link can be used. */
    endsAt: instant,
    /** The last email that asked for it: whether that came back shows on it. */
    emailId: id,
    answeredAt: instant.optional(),
    documentIds,
  }),
  ...personal('funding-statement', {
    authorName: line(200),
    authorEmail: emailAddress,
    releaseTime: z.enum(releaseTimes).optional(),
    excessPaidBy: z.enum(excessPayers).optional(),
    text: note(4000).optional(),
  }),
});

export const InvoiceRecord = record('invoice', fundingRetention, {
  ...notPersonal({
    invoiceId: id,
    fundingRequestId: id,
    status: z.enum(invoiceStatuses),
    version,
    receivedAt: instant,
    /** When it was first sent: of one that takes the place of another, when that was. */
    claimedAt: instant,
    statusSince: instant,
    /** Which stage of which award each claim is paid from. */
    claims: z.array(z.object({ fundingRequestId: id, potId: id, stage: count, pence: somePence })),
    approvedBy: z.string().optional(),
    paidBy: z.string().optional(),
    paidAt: instant.optional(),
    replacedBy: id.optional(),
    /** Invoices that it looks like, of which staff say that they are others. */
    differsFrom: z.array(id).optional(),
    documentIds,
  }),
  ...personal('invoice', {
    /** As it was sent: invoices for which a person could take it. */
    looksLike: z.array(z.object({ invoiceId: id, number: line(60), payeeName: line(200) })).optional(),
    number: line(60),
    issuedOn: day,
    payeeKind: z.enum(payeeKinds),
    payeeName: line(200),
    totalPence: somePence,
    lines: z.array(z.object({ learner: line(200), pence: somePence })),
    question: note(2000).optional(),
    because: note(2000).optional(),
  }),
});

/** That an invoice of this payee and number, or with this very file, has come: its key is what makes a second one impossible. */
export const InvoiceGuardRecord = record('invoice-guard', fundingRetention, {
  ...notPersonal({ invoiceId: id }),
});

/** Invoices whose numbers look the same: what a new one is compared with. */
export const InvoiceNumbersRecord = record('invoice-numbers', fundingRetention, {
  ...notPersonal({ version, invoiceIds: z.array(id) }),
});

/** That staff have had a day's digest. */
export const DigestRecord = record('digest', 'email', {
  ...notPersonal({ day, sentAt: instant }),
});
