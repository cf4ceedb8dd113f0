import { area, route, staff } from '#http/route.ts';
import { ClearedAddress, SuppressedAddress } from './schemas.ts';

export const emails = area('emails', {
  clearSuppressedAddress: route({
    operationId: 'clearSuppressedAddress',
    method: 'POST',
    path: '/v1/admin/suppressed-addresses/clear',
    summary: 'Write to an email address again',
    description:
      'After email to it came back for good or was marked as spam by mistake. Clears our own list and that of the service that sends, both of which keep email from it. The answer is the same for an address that was on neither. What was given up meanwhile is not sent again by this.',
    audience: staff('bookings', 'funding', 'data-protection'),
    input: { body: SuppressedAddress },
    replies: { 200: ClearedAddress },
    problems: [],
  }),
});
