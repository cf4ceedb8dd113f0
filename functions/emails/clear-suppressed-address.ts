import type { ClearAtSes } from '#email/clear-at-ses.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Emails } from '#records/emails/email-store.ts';
import { suppressedAddressSubject } from '#records/keys.ts';
import type { emails } from './contract.ts';

/** SES first: where that fails nothing of ours has changed, and the same request again does both. */
export const createClearSuppressedAddress =
  (deps: {
    readonly emails: Pick<Emails, 'clearSuppressed'>;
    readonly clearAtSes: ClearAtSes;
  }): UseCase<typeof emails.routes.clearSuppressedAddress> =>
  async ({ body: { address } }, { caller, work, once }) => {
    await deps.clearAtSes(address, work);
    const reply = { status: 200, body: { address } } as const;
    const audit = { action: 'suppression-cleared', subject: suppressedAddressSubject(address), actor: caller.sub };
    await deps.emails.clearSuppressed(address, { work, audit: [audit], once: once && { ...once, reply } });
    return reply;
  };
