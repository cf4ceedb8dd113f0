import { createFifoConsumer } from '#platform/fifo-consumer.ts';
import { EmailJob } from '#records/emails/queue.ts';
import type { DeliverEmail } from './deliver-email.ts';

/**
 * A queue of emails. An email that is to be tried later keeps those after it about the same booking waiting, so that nobody
 * hears of a cancellation before the booking.
 */
export const createDeliverEmails = (
  deps: Omit<Parameters<typeof createFifoConsumer>[0], 'handle'> & { readonly deliverEmail: DeliverEmail },
) =>
  createFifoConsumer({
    ...deps,
    handle: (body, work) => deps.deliverEmail(EmailJob.parse(body), work),
  });
