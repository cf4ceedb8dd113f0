import MailComposer from 'nodemailer/lib/mail-composer';

import type { CalendarPart } from './message.ts';

export interface MimeParts {
  readonly emailId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly calendar?: CalendarPart;
  readonly attachments?: readonly EmailAttachment[];
}

/** A file that goes with an email. */
export interface EmailAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/**
 * A whole message as SES takes it: text, HTML and the calendar part as alternatives of each other, and the calendar once more
 * as a file for the mail programs that only look there.
 */
export function composeMime({
  emailId,
  from,
  replyTo,
  to,
  calendar,
  attachments = [],
  ...parts
}: MimeParts): Promise<Buffer> {
  return new MailComposer({
    ...parts,
    from,
    // As objects, because text is read as a list of addresses.
    replyTo: { name: '', address: replyTo },
    to: { name: '', address: to },
    messageId: `<${emailId}@${from.address.split('@')[1]}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: attachments.map((document) => ({ ...document })),
    ...(calendar && {
      icalEvent: { method: calendar.method, content: calendar.content, filename: 'session.ics' },
    }),
  })
    .compile()
    .build();
}
