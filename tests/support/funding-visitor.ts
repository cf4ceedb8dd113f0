import { accepted } from '#http/client.ts';
import type { aFundingRequest, aPot } from './funding-nouns.ts';
import { anInvoice } from './funding-nouns.ts';
import { linkIn, tokenIn, until, type Visitor } from './platform.ts';
import { uploadFor } from './uploads.ts';

type Kind = 'manager' | 'employer' | 'supervisor';

/** What applicants, those who support them, and staff would do about funding on a running platform. */
export function fundingVisitorOf(hub: Visitor) {
  const staffToken = (group: string) => hub.tokenOf(group);

  const visitor = {
    async pot(pot: ReturnType<typeof aPot>): Promise<string> {
      return accepted(await hub.api.createPot({ body: pot }, { token: await staffToken('funding') })).body.potId;
    },

    /** Begins a request, and reads the link that comes by email. */
    async begin(request: ReturnType<typeof aFundingRequest>) {
      const { workEmail } = request.person;
      const before = await hub.emailsTo(workEmail);
      accepted(await hub.api.startFundingRequest({ body: request }));
      const [email] = await hub.untilEmails(workEmail, before.length + 1);
      if (!email) throw new Error('no email');
      const { id: fundingRequestId, token } = linkIn(email);
      return { fundingRequestId, token, workEmail };
    },

    /** Asks somebody, who reads their email and follows the link in it. */
    async asked(request: { fundingRequestId: string; token: string }, kind: Kind, authorEmail: string) {
      const { fundingRequestId, token } = request;
      const body = { kind, authorName: `Pat ${kind}`, authorEmail, documentIds: [] };
      accepted(await hub.api.askStatement({ path: { fundingRequestId }, body }, { token }));
      const [email] = await hub.untilEmails(authorEmail, 1);
      const statementId = /\/statements\/(\w{26})\?/.exec(email?.text ?? '')?.[1];
      if (!email || statementId === undefined) throw new Error('no link in the email');
      return { statementId, token: tokenIn(email), email };
    },

    async supported(request: { fundingRequestId: string; token: string }, kind: Kind, authorEmail: string) {
      const { statementId, token } = await visitor.asked(request, kind, authorEmail);
      const body = {
        supports: true,
        releaseTime: 'paid' as const,
        excessPaidBy: 'employer' as const,
        text: 'We need this.',
        documentIds: [],
      };
      return accepted(await hub.api.giveStatement({ path: { statementId }, body }, { token })).body;
    },

    async submitted({ fundingRequestId, token }: { fundingRequestId: string; token: string }) {
      return accepted(await hub.api.submitFundingRequest({ path: { fundingRequestId } }, { token })).body;
    },

    async review(fundingRequestId: string) {
      const token = await staffToken('funding');
      return accepted(await hub.api.reviewFundingRequest({ path: { fundingRequestId }, body: {} }, { token })).body;
    },

    async approve(fundingRequestId: string, potId: string, pence: number, group = 'funding', conditions?: string) {
      const body = { decision: 'approve' as const, potId, pence, ...(conditions !== undefined && { conditions }) };
      return hub.api.decideFundingRequest({ path: { fundingRequestId }, body }, { token: await staffToken(group) });
    },

    async progress(request: { fundingRequestId: string; token: string }, kind: 'started' | 'half-way' | 'finished') {
      const { fundingRequestId, token } = request;
      const { documentId } = await uploadFor(hub, fundingRequestId, token, 'evidence');
      const body = { kind, note: 'It goes well.', documentIds: [documentId] };
      return accepted(await hub.api.reportProgress({ path: { fundingRequestId }, body }, { token })).body;
    },

    async claim(
      request: { fundingRequestId: string; token: string },
      number: string,
      changes: Parameters<typeof anInvoice>[2] = {},
    ) {
      const { fundingRequestId, token } = request;
      const { documentId } = await uploadFor(hub, fundingRequestId, token, 'invoice');
      const body = anInvoice(number, [documentId], changes);
      return hub.api.claimInvoice({ path: { fundingRequestId }, body }, { token });
    },

    async match(invoiceId: string) {
      return hub.api.matchInvoice(
        { path: { invoiceId }, body: { alsoFor: [] } },
        { token: await staffToken('finance') },
      );
    },

    /** Matched and approved by one of finance, paid by another. */
    async paid(invoiceId: string) {
      const path = { invoiceId };
      accepted(await visitor.match(invoiceId));
      accepted(await hub.api.approveInvoice({ path }, { token: await staffToken('finance') }));
      return accepted(await hub.api.payInvoice({ path }, { token: await staffToken('admin') })).body;
    },

    async potStands(potId: string) {
      const { items } = accepted(await hub.api.listAllPots({}, { token: await staffToken('funding') })).body;
      const pot = items.find((each) => each.potId === potId);
      if (!pot) throw new Error('There is no such pot');
      return pot;
    },

    /** Waits for an email of a kind. */
    async untilTold(address: string, kind: string) {
      const emails = await until(
        () => hub.emailsTo(address),
        (found) => found.some(({ tags }) => tags.kind === kind),
        15_000,
        `${kind} to ${address}`,
      );
      const email = emails.find(({ tags }) => tags.kind === kind);
      if (!email) throw new Error(`no ${kind}`);
      return email;
    },
  };
  return visitor;
}
