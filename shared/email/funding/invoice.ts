import * as z from 'zod';
import { pounds } from '#domain/money.ts';
import { facts, paragraph } from '../layout.ts';
import { manageLink, messageKind } from '../message.ts';
import { awardRows, FundingFacts, type Row, toApplicant, written } from './message.ts';

const InvoiceFacts = FundingFacts.extend({ number: z.string() });

const invoiceRows = (invoice: z.output<typeof InvoiceFacts>, ...more: Row[]) =>
  facts(...awardRows(invoice, ['Invoice number', invoice.number], ...more));

export const invoiceReceived = messageKind({
  kind: 'invoice-received',
  sort: 'service',
  facts: InvoiceFacts.extend({ totalPence: z.int() }),
  render: (invoice, context) =>
    toApplicant(invoice, 'We have your invoice', [
      paragraph('Thank you. We have received your invoice.'),
      invoiceRows(invoice, ['Invoice total', pounds(invoice.totalPence)]),
      paragraph(
        'We will now check it. We will email you when we have paid it, or if we have a question. You do not need to do anything until then.',
      ),
      manageLink('See your invoice', context),
    ]),
});

export const invoiceQueried = messageKind({
  kind: 'invoice-queried',
  sort: 'service',
  facts: InvoiceFacts.extend({ question: z.string() }),
  render: (invoice, context) =>
    toApplicant(invoice, 'We have a question about your invoice', [
      paragraph('We have checked your invoice, and cannot pay it yet. This is our question:'),
      ...written(invoice.question),
      invoiceRows(invoice),
      paragraph('If the invoice needs a change, please send us a corrected one.'),
      manageLink('Send a corrected invoice', context),
      paragraph('If the invoice is right as it is, please answer our question in a reply to this email.'),
    ]),
});

export const invoiceRejected = messageKind({
  kind: 'invoice-rejected',
  sort: 'service',
  facts: InvoiceFacts.extend({ because: z.string() }),
  render: (invoice, context) =>
    toApplicant(invoice, 'We cannot pay your invoice', [
      paragraph('We have checked your invoice, and cannot pay it. This is the reason:'),
      ...written(invoice.because),
      invoiceRows(invoice),
      paragraph('If your award has not ended, you can send us another invoice.'),
      manageLink('See your award or send another invoice', context),
      paragraph('If you think that we have made a mistake, please reply to this email.'),
    ]),
});

export const invoicePaid = messageKind({
  kind: 'invoice-paid',
  sort: 'service',
  facts: InvoiceFacts.extend({ pence: z.int(), payeeName: z.string() }),
  render: (invoice, context) =>
    toApplicant(invoice, 'We have paid your invoice', [
      paragraph(`We have paid ${pounds(invoice.pence)} for your course. The money may take a few days to arrive.`),
      invoiceRows(invoice, ['Paid to', invoice.payeeName], ['Amount paid', pounds(invoice.pence)]),
      paragraph('You do not need to do anything. If you hear that it has not arrived, please reply to this email.'),
      manageLink('See what we have paid', context),
    ]),
});

export const invoicePaymentFailed = messageKind({
  kind: 'invoice-payment-failed',
  sort: 'service',
  facts: InvoiceFacts.extend({ payeeName: z.string() }),
  render: (invoice, context) =>
    toApplicant(invoice, 'Our payment did not arrive', [
      paragraph('We paid your invoice, but the payment did not arrive. The money is still kept for your course.'),
      invoiceRows(invoice, ['To be paid to', invoice.payeeName]),
      paragraph('We are looking into it. We may contact you if we have a question.'),
      paragraph(
        'We never ask for bank details by email or in an online form. Please do not send us any. You do not need to do anything now.',
      ),
      manageLink('See your invoice', context),
    ]),
});
