import type { FundingRequest } from '#domain/funding/request.ts';
import { firstVersion } from '#domain/numbers.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import type { EmailContents } from '../emails/emails.ts';
import type { CommitOptions } from '../engine/changing.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { asksOf, createAsksWrites, type StoredAsks } from '../people/asks.ts';
import { managedWrite } from '../people/links.ts';
import { createPersonWrites, type KnownAddress, withWhose } from '../people/people.ts';
import { AddressView } from '../people/views.ts';
import { FundingRequestRecord } from './items.ts';
import { createRequestWrites, endOfParts, type RequestOutcome } from './request-writes.ts';

/** What a new request rests on, read at once. */
export interface Applicant {
  /** Whose the work email is, if anybody's yet. */
  readonly address: KnownAddress | undefined;
  readonly asks: StoredAsks | undefined;
  /** Whether a form that anybody may fill in may make something in the name of this mailbox now. */
  readonly mayAsk: boolean;
}

/** Those who begin a request, by a form that anybody may fill in. */
export interface Applicants {
  read(workEmail: string, work: Work): Promise<Applicant>;
  /** Counts against the ceiling of the applicant's mailbox. */
  add(
    request: Omit<FundingRequest, 'version'>,
    applicant: Applicant,
    email: EmailContents,
    change: CommitOptions,
  ): Promise<RequestOutcome>;
  /** Keeps nothing but the reply, where the ceiling is reached: as many round trips as if a request were made. */
  passOver(workEmail: string, applicant: Applicant, change: CommitOptions): Promise<RequestOutcome>;
}

export function createApplicants(deps: {
  readonly records: RecordsFor<'provide-services' | 'run-reliably'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly hub: Pick<Hub, 'retention' | 'funding' | 'openForms'>;
}): Applicants {
  const { records, hub, newId } = deps;
  const personWrites = createPersonWrites({ newId, retention: hub.retention });
  const writes = createRequestWrites(deps);
  const asksWrites = createAsksWrites(deps);
  return {
    async read(workEmail, work) {
      const [known, asks] = await records.findAll([[AddressView, keys.address(workEmail)], asksOf(workEmail)], work);
      const address = await withWhose(records, known, deps.clock(), work);
      return { address, asks, mayAsk: asksWrites.mayAsk(asks) };
    },

    async passOver(workEmail, { asks }, change) {
      const outcome = await records.commit({ asks: asksWrites.unchanged(workEmail, asks) }, change);
      return outcome.done ? 'changed' : 'facts-changed';
    },

    async add(request, { address, asks }, email, change) {
      const { fundingRequestId, name, workEmail, workplace, jobRole, jobTitle, createdAt } = request;
      const person = { name, workEmail, workplace, jobRole, jobTitle };
      const { writes: own } = personWrites(address, person, createdAt);
      const ends = writes.endOfKeeping(request);
      const { history, ...facts } = request;
      const made = { ...facts, partsEndAt: endOfParts(ends) };
      const outcome = await records.commit(
        {
          request: put(FundingRequestRecord, keys.fundingRequest(fundingRequestId), {
            ...made,
            version: firstVersion,
            ends: writes.endsOf(request),
            ...writes.listed(made, ends),
          }),
          history: writes.historyWrite(fundingRequestId, firstVersion, ends, history),
          address: own?.address,
          person: own?.person,
          managed: managedWrite(workEmail, { kind: 'funding-request', id: fundingRequestId }, endOfParts(ends)),
          email: writes.emailToApplicant(request, ends, email),
          asks: asksWrites.oneMore(workEmail, asks),
        },
        change,
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },
  };
}
