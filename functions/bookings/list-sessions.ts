import type { UseCase } from '../../shared/http/use-case.ts';
import type { Sessions } from '../../shared/records/sessions.ts';
import type { bookings } from './contract.ts';
import { publicSession, staffSession } from './views.ts';

export const createListSessions =
  ({ sessions }: { readonly sessions: Sessions }): UseCase<typeof bookings.routes.listSessions> =>
  async ({ query }, { work }) => {
    const { items, ...rest } = await sessions.listUpcoming(query, work);
    return { status: 200, body: { items: items.map(publicSession), ...rest } };
  };

export const createListAllSessions =
  ({ sessions }: { readonly sessions: Sessions }): UseCase<typeof bookings.routes.listAllSessions> =>
  async ({ query }, { work }) => {
    const { items, ...rest } = await sessions.listAll(query, work);
    return { status: 200, body: { items: items.map(staffSession), ...rest } };
  };
