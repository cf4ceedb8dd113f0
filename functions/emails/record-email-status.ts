import type { Context, SNSEvent } from 'aws-lambda';
import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { emailAddress } from '#domain/people/person.ts';
import type { Log } from '#platform/logger.ts';
import { workWithin } from '#platform/work.ts';
import type { Emails } from '#records/emails/email-store.ts';
import type { ReturnedEmails } from '#records/emails/returned-emails.ts';
import type { DeliveryStatus } from '#records/emails/sending.ts';
import type { EmailRef } from '#records/keys.ts';

const timestamp = z.iso.datetime({ offset: true }).transform((at) => new Date(at).toISOString());
const Mail = z.object({
  timestamp,
  tags: z.object({ 'email-id': z.tuple([id]), 'about-kind': z.tuple([z.string()]), 'about-id': z.tuple([z.string()]) }),
});

/** What SES publishes of an email (Amazon SES developer guide, “Contents of event data”), as far as it matters here. */
const SesEvent = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail: Mail }),
  z.object({ eventType: z.literal('Reject'), mail: Mail }),
  z.object({ eventType: z.literal('Delivery'), mail: Mail, delivery: z.object({ timestamp }) }),
  z.object({
    eventType: z.literal('Bounce'),
    mail: Mail,
    bounce: z.object({
      timestamp,
      bounceType: z.string(),
      bounceSubType: z.string().optional(),
      bouncedRecipients: z.array(z.object({ emailAddress })),
    }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail: Mail,
    complaint: z.object({ timestamp, complainedRecipients: z.array(z.object({ emailAddress })) }),
  }),
]);
type SesEvent = z.output<typeof SesEvent>;

function refOf({ tags }: z.output<typeof Mail>): EmailRef {
  const [emailId] = tags['email-id'];
  const [kind] = tags['about-kind'];
  const [aboutId] = tags['about-id'];
  return { emailId, about: { kind, id: aboutId } };
}

interface StatusReport {
  readonly status: DeliveryStatus;
  readonly at: string;
  /** Addresses to which nothing more is sent. */
  readonly suppress?: { readonly reason: 'bounced' | 'complained'; readonly addresses: readonly string[] };
}

/** A bounce that is not permanent (a full mailbox, say) says nothing of the next email. */
function reportOf(event: SesEvent): StatusReport | undefined {
  switch (event.eventType) {
    case 'Send':
      return { status: 'sent', at: event.mail.timestamp };
    case 'Reject':
      return { status: 'refused', at: event.mail.timestamp };
    case 'Delivery':
      return { status: 'delivered', at: event.delivery.timestamp };
    case 'Complaint': {
      const addresses = event.complaint.complainedRecipients.map((recipient) => recipient.emailAddress);
      return { status: 'complained', at: event.complaint.timestamp, suppress: { reason: 'complained', addresses } };
    }
    case 'Bounce': {
      if (event.bounce.bounceType !== 'Permanent') return undefined;
      // SES's own list withheld it, and this says nothing new of the address: ours would keep anew what staff have just cleared.
      if (event.bounce.bounceSubType === 'OnAccountSuppressionList')
        return { status: 'bounced', at: event.bounce.timestamp };
      const addresses = event.bounce.bouncedRecipients.map((recipient) => recipient.emailAddress);
      return { status: 'bounced', at: event.bounce.timestamp, suppress: { reason: 'bounced', addresses } };
    }
  }
}

export const createRecordEmailStatus =
  ({
    emails,
    returnedEmails,
    log,
  }: {
    readonly emails: Emails;
    readonly returnedEmails: ReturnedEmails;
    readonly log: Log;
  }) =>
  async (event: SNSEvent, context: Context): Promise<void> => {
    log.begin({ awsRequestId: context.awsRequestId });
    const work = workWithin(context);
    for (const { Sns } of event.Records) {
      const parsed = SesEvent.safeParse(JSON.parse(Sns.Message));
      const report = parsed.success ? reportOf(parsed.data) : undefined;
      if (!parsed.success || !report) continue;
      const email = refOf(parsed.data.mail);
      const { emailId } = email;
      const known = await emails.recordStatus(email, report.status, report.at, work);
      if (known) log.event('email-status', { emailId, status: report.status });
      else log.event('email-status-unknown-email', { status: report.status });
      if (known && report.status === 'bounced') await returnedEmails.cameBack(known, report.at, work);
      if (known && report.status === 'delivered') await returnedEmails.arrived(known, report.at, work);
      for (const address of report.suppress?.addresses ?? []) {
        await emails.suppress(address, report.suppress?.reason ?? 'bounced', work);
      }
    }
  };
