import * as z from 'zod';
import { documentIds as documentIdsField, documentsAtOnce } from '#domain/documents/document.ts';
import { invoiceStatuses, mismatchNames, payeeKinds } from '#domain/funding/invoice.ts';
import { id } from '#domain/ids.ts';
import { pence, somePence } from '#domain/money.ts';
import { line, note } from '#domain/text/text.ts';
import { day, instant } from '#domain/time/instant.ts';
import { fundingRequestId, invoiceId, potId } from '../schemas.ts';

const invoiceDocuments = documentIdsField
  .min(1, 'Give the document of the invoice')
  .max(documentsAtOnce, 'Give four documents or fewer')
  .meta({
    example: ['01KF5A2C4E6G8J1M3P5R7T9V2X'],
    'x-label': 'The document of the invoice',
    'x-ask': 'Upload the invoice first, and tick it here',
  });

const invoiceFields = {
  number: line(60).meta({
    description: 'As it stands on the invoice',
    example: 'INV-2041',
    'x-label': 'Number of the invoice',
    'x-ask': 'Enter the number of the invoice',
  }),
  issuedOn: day.meta({
    example: '2027-01-20',
    'x-label': 'Date of the invoice',
    'x-hint': 'For example, 20 1 2027',
    'x-ask': 'Enter the date of the invoice, like 20 1 2027',
  }),
  payeeKind: z
    .enum(payeeKinds)
    .meta({ example: 'provider', 'x-label': 'Who is to be paid', 'x-ask': 'Choose who is to be paid' }),
  payeeName: line(200).meta({
    example: 'London South Bank University',
    'x-label': 'Their name',
    'x-hint': 'As it stands on the invoice. Do not enter bank details anywhere',
    'x-ask': 'Enter the name of who is to be paid',
  }),
  totalPence: somePence.meta({
    example: 33_333,
    'x-label': 'Total of the invoice',
    'x-hint': 'In pounds, with VAT',
    'x-ask': 'Enter the total of the invoice, in pounds',
  }),
  lines: z
    .array(
      z.strictObject({
        learner: line(200).meta({ 'x-label': 'Name of the learner', 'x-ask': 'Enter the name of the learner' }),
        pence: somePence.meta({
          'x-label': 'What it charges for them',
          'x-hint': 'In pounds',
          'x-ask': 'Enter what the invoice charges for them, in pounds',
        }),
      }),
    )
    .min(1, 'Give a line for each learner')
    .max(20, 'Give twenty lines or fewer')
    .meta({
      description: 'What is charged for each learner',
      example: [{ learner: "Siobhán O'Brien", pence: 33_333 }],
    }),
};

export const InvoiceClaim = z
  .strictObject({
    ...invoiceFields,
    documentIds: invoiceDocuments,
    replaces: invoiceId.optional().meta({ description: 'An invoice that was queried or refused', example: undefined }),
  })
  .meta({ id: 'InvoiceClaim' });

export const OwnInvoice = z
  .object({
    invoiceId,
    number: invoiceFields.number,
    status: z.enum(invoiceStatuses),
    totalPence: pence,
    receivedAt: instant,
    question: z.string().optional(),
    because: z.string().optional(),
    paidAt: instant.optional(),
  })
  .meta({ id: 'OwnInvoice' });

export const InvoiceReceipt = z.object({ invoiceId, status: z.enum(invoiceStatuses) }).meta({ id: 'InvoiceReceipt' });

const Mismatch = z
  .object({
    what: z.enum(mismatchNames),
    detail: z.string().meta({ example: 'It is for £500, and £333.33 is due for this stage' }),
    invoiceId: invoiceId.optional().meta({ description: 'Where it looks like another: which one', example: undefined }),
  })
  .meta({ id: 'Mismatch' });

export const StaffInvoice = z
  .object({
    invoiceId,
    fundingRequestId,
    status: z.enum(invoiceStatuses),
    receivedAt: instant,
    statusSince: instant,
    number: invoiceFields.number,
    issuedOn: day,
    payeeKind: z.enum(payeeKinds),
    payeeName: invoiceFields.payeeName,
    totalPence: pence,
    lines: z.array(z.object({ learner: z.string().meta({ example: "Siobhán O'Brien" }), pence })),
    claims: z.array(z.object({ fundingRequestId, potId, stage: z.int(), pence })),
    documentIds: z.array(id),
    mismatches: z.array(Mismatch).meta({ description: 'In what it does not fit the award, as both now stand' }),
    question: z.string().optional(),
    because: z.string().optional(),
    paidAt: instant.optional(),
  })
  .meta({ id: 'StaffInvoice' });

export const InvoiceMatch = z
  .strictObject({
    alsoFor: z
      .array(fundingRequestId)
      .max(10)
      .default([])
      .meta({ description: 'Requests of the other learners on it', example: [] }),
    differsFrom: z
      .array(invoiceId)
      .max(10)
      .default([])
      .meta({ description: 'Invoices that it looks like and is not: you have seen both', example: [] }),
  })
  .meta({ id: 'InvoiceMatch' });

export const InvoiceQuery = z
  .strictObject({ question: note(2000).meta({ example: 'The total is more than the award. Is it for two people?' }) })
  .meta({ id: 'InvoiceQuery' });

export const InvoiceRejection = z
  .strictObject({ because: note(2000).meta({ example: 'It is for another course.' }) })
  .meta({ id: 'InvoiceRejection' });

export const ClawBack = z
  .strictObject({
    pence: somePence.meta({ example: 10_000 }),
    because: note(2000).meta({ example: 'The course was not finished.' }),
  })
  .meta({ id: 'ClawBack' });
