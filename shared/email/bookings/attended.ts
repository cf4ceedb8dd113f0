import * as z from 'zod';
import { facts, link, paragraph } from '../layout.ts';
import { BookingFacts, dear, manageLink, messageKind, sessionRows } from '../message.ts';

/** With the certificate: attached where it is sent, since making it takes more than the other emails need. */
export const attended = messageKind({
  kind: 'attended',
  sort: 'service',
  facts: BookingFacts.extend({ certificateCode: z.string(), issuedAt: z.string() }),
  render: (booking, context) => ({
    subject: `Thank you for coming: ${booking.session.title}`,
    blocks: [
      dear(booking),
      paragraph('Thank you for taking part. Your certificate of attendance is attached to this email.'),
      facts(
        ...sessionRows(booking.session),
        ['Your booking reference', booking.reference],
        ['Your certificate code', booking.certificateCode],
      ),
      paragraph('Anyone can use this link to check that your certificate is genuine.'),
      link('Check the certificate', certificateUrl(context.siteUrl, booking.certificateCode)),
      manageLink('See your booking', context),
    ],
  }),
});

/** Where whoever is shown a certificate finds out whether it is one. */
export const certificateUrl = (siteUrl: string, code: string): string => `${siteUrl}/certificates/${code}`;
