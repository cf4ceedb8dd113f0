import { randomBytes } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type * as z from 'zod';
import type { DocumentPurpose } from '#domain/documents/document.ts';
import { adminUseCases } from '#functions/funding/admin-use-cases.ts';
import { createOpenInvoices } from '#functions/funding/invoices/open-invoices.ts';
import type { InvoiceClaim } from '#functions/funding/invoices/schemas.ts';
import { myUseCases as learnersUseCases } from '#functions/funding/me-use-cases.ts';
import { publicUseCases } from '#functions/funding/public-use-cases.ts';
import { createStartFundingRequest } from '#functions/funding/requests/start-request.ts';
import { createCarryOut } from '#functions/funding/tending/carry-out.ts';
import { wireForApplicants, wireForLearners, wireForStaff, wireTending } from '#functions/funding/wiring.ts';
import type { Learner, StaffMember } from '#http/callers.ts';
import { everyPage } from '#records/engine/listing.ts';
import { actingAs, acts } from './acting-as.ts';
import { anInvoice, aPot, type PotInput, type RequestInput } from './funding-nouns.ts';
import { createTestHub, workOf } from './hub.ts';
import { readStored } from './stored-bookings.ts';

export const staffMember = (name: string, group: 'funding' | 'finance' = 'funding'): StaffMember => ({
  kind: 'staff',
  sub: name,
  workEmail: `${name}@hub.example`,
  groups: [group],
});

/** The stores and use cases of funding on a real engine, with a clock that tests move. */
export function createTestFunding(client: DynamoDBClient, start?: string) {
  const hub = createTestHub(client, start);
  const { clock, newId } = hub;
  const deps = { ...hub, ...wireForApplicants(hub), ...wireForStaff(hub, hub.exports), ...wireTending(hub) };
  const useCases = {
    ...actingAs('funding-public', publicUseCases(deps)),
    ...actingAs('funding-admin', adminUseCases(deps)),
  };
  const myUseCases = actingAs('funding-me', learnersUseCases(wireForLearners(hub)));
  const carryOut = acts('funding-tend', createCarryOut(deps));
  const { nothing } = hub;
  const decider = staffMember('fay');
  const asStaff = (caller = decider) => ({ caller, work: workOf(), once: undefined });

  /** A token as the email about something would carry it; answers who holds it. */
  async function holderOf(kind: 'funding-request' | 'statement', id: string, endsAt = '2999-01-01T00:00:00.000Z') {
    const tokenHash = randomBytes(32).toString('hex');
    const opens = { kind, id };
    await hub.emails.keepManageToken({ opens, tokenHash, endsAt: Date.parse(endsAt) / 1000 }, workOf());
    return { caller: { kind: 'link-holder', tokenHash } as const, work: workOf(), once: undefined };
  }

  const funding = {
    ...deps,
    ...useCases,
    asStaff,
    holderOf,
    async pot(pot: PotInput = aPot()): Promise<string> {
      const { body } = await useCases.createPot({ ...nothing, body: pot }, asStaff());
      return body.potId;
    },
    async start(request: RequestInput): Promise<string> {
      const guest = { caller: { kind: 'guest' } as const, work: workOf(), once: undefined };
      // The reply names no request: its id is what the email would carry.
      let made: string | undefined;
      const applicants: typeof deps.applicants = {
        ...deps.applicants,
        add: (added, ...rest) => {
          made = added.fundingRequestId;
          return deps.applicants.add(added, ...rest);
        },
      };
      await acts('funding-public', createStartFundingRequest({ ...deps, applicants }))(
        { ...nothing, body: request },
        guest,
      );
      if (made === undefined) throw new Error('no request was made');
      return made;
    },
    /** What somebody who has signed in sees of their requests. */
    async ownRequestsOf(caller: Learner) {
      const query = { limit: 10, cursor: undefined };
      return (
        await myUseCases.listMyFundingRequests({ ...nothing, query }, { caller, work: workOf(), once: undefined })
      ).body.items;
    },
    async as(fundingRequestId: string) {
      return holderOf('funding-request', fundingRequestId);
    },
    /** Asked for and given at once. */
    async supported(fundingRequestId: string, kind: 'manager' | 'employer' | 'supervisor' = 'manager'): Promise<void> {
      const body = { kind, authorName: 'Pat Manager', authorEmail: `${kind}@practice.example`, documentIds: [] };
      const asked = await useCases.askStatement(
        { ...nothing, path: { fundingRequestId }, body },
        await funding.as(fundingRequestId),
      );
      const statementId =
        asked.body.statements.find((each) => each.kind === kind && each.status === 'asked')?.statementId ?? '';
      const answer = {
        supports: true,
        releaseTime: 'paid' as const,
        excessPaidBy: 'employer' as const,
        text: 'Yes.',
        documentIds: [],
      };
      await useCases.giveStatement(
        { ...nothing, path: { statementId }, body: answer },
        await holderOf('statement', statementId),
      );
    },
    async submit(fundingRequestId: string) {
      return useCases.submitFundingRequest(
        { ...nothing, path: { fundingRequestId } },
        await funding.as(fundingRequestId),
      );
    },
    /** Sent with what it needs, and taken up by staff. */
    async inReview(
      request: RequestInput,
      statements: readonly ('manager' | 'employer' | 'supervisor')[] = ['manager'],
    ) {
      const fundingRequestId = await funding.start(request);
      for (const kind of statements) await funding.supported(fundingRequestId, kind);
      await funding.submit(fundingRequestId);
      await useCases.reviewFundingRequest({ ...nothing, path: { fundingRequestId }, body: {} }, asStaff());
      return fundingRequestId;
    },
    async approve(fundingRequestId: string, potId: string, pence = 33_333, caller = decider) {
      const body = { decision: 'approve' as const, potId, pence };
      return useCases.decideFundingRequest({ ...nothing, path: { fundingRequestId }, body }, asStaff(caller));
    },
    /** A document that was uploaded and found clean. */
    async uploaded(
      fundingRequestId: string,
      purpose: DocumentPurpose,
      more: { sha256?: string; statementId?: string; status?: 'infected' | 'pending' } = {},
    ) {
      const before = await deps.requests.find(fundingRequestId, workOf());
      if (!before) throw new Error('There is no such request');
      const documentId = newId();
      const { status = 'clean', sha256 = randomBytes(32).toString('hex'), statementId } = more;
      const document = {
        documentId,
        fundingRequestId,
        ...(statementId !== undefined && { statementId }),
        purpose,
        contentType: 'application/pdf' as const,
        objectKey: `documents/${fundingRequestId}/${documentId}`,
        status: 'pending' as const,
        createdAt: clock().toISOString(),
        filename: 'document.pdf',
      };
      const next = { ...before, documentIds: [...before.documentIds, documentId] };
      await deps.documents.add(document, { before, next }, [], { work: workOf() });
      if (status !== 'pending') {
        const objectVersion = 'v1';
        const found =
          status === 'clean'
            ? ({ status, objectVersion, bytes: 1000, sha256 } as const)
            : ({ status, objectVersion } as const);
        await deps.documents.recordCheck(document, found, undefined, workOf());
      }
      return documentId;
    },
    async progress(fundingRequestId: string, kind: 'started' | 'half-way' | 'finished') {
      const documentIds = [await funding.uploaded(fundingRequestId, 'evidence')];
      const body = { kind, note: 'It goes well.', documentIds };
      return useCases.reportProgress(
        { ...nothing, path: { fundingRequestId }, body },
        await funding.as(fundingRequestId),
      );
    },
    async claim(fundingRequestId: string, number: string, changes: Partial<z.output<typeof InvoiceClaim>> = {}) {
      const documentIds = [await funding.uploaded(fundingRequestId, 'invoice')];
      const body = anInvoice(number, documentIds, changes);
      const { body: receipt } = await useCases.claimInvoice(
        { ...nothing, path: { fundingRequestId }, body },
        await funding.as(fundingRequestId),
      );
      return receipt.invoiceId;
    },
    async stored(fundingRequestId: string) {
      const request = await deps.requests.find(fundingRequestId, workOf());
      if (!request) throw new Error('There is no such request');
      return request;
    },
    async balances(potId: string) {
      const pot = await deps.pots.find(potId, workOf());
      if (!pot) throw new Error('There is no such pot');
      return pot.balances;
    },
    async ledgerOf(potId: string) {
      const pages = everyPage((page) => deps.ledger.list(potId, page, workOf()));
      const entries = [];
      for await (const page of pages) entries.push(...page);
      return entries;
    },
    /** What the clock brings about for one request. */
    async tend(fundingRequestId: string) {
      const work = workOf();
      return carryOut(await funding.stored(fundingRequestId), createOpenInvoices(deps, work), work);
    },
    /** What was ever owed to an address, oldest first, whether it has expired since or not. */
    async emailsTo(address: string) {
      const items = await readStored(hub.document, 'records');
      return items
        .filter((item) => item.type === 'email')
        .filter(({ to }) => to === address)
        .toSorted((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
    },
  };
  return funding;
}

export type TestFunding = ReturnType<typeof createTestFunding>;
