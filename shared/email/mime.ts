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
  /** Besides those that every email has. */
  readonly headers?: Readonly<Record<string, string>>;
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
  headers = {},
  ...parts
}: MimeParts): Promise<Buffer> {
  return new MailComposer({
    ...parts,
    from,
    // As objects, because text is read as a list of addresses.
    replyTo: { name: '', address: replyTo },
    to: { name: '', address: to },
    messageId: `<${emailId}@${from.address.split('@')[1]}>`,
    // Prepared, so that they stay on one line: not every mail program reads a URL that begins on the next.
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { prepared: true, value }])),
    },
    attachments: attachments.map((document) => ({ ...document })),
    ...(calendar && {
      icalEvent: { method: calendar.method, content: calendar.content, filename: 'session.ics' },
    }),
  })
    .compile()
    .build();
}
