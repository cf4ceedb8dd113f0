import { Hono } from 'hono';
import type { AccountDeps } from '../deps.ts';
import { addOwnBookings } from './bookings-routes.tsx';
import { type OwnEnv, requireSignIn } from './own.ts';
import { addProfile } from './profile-routes.tsx';

/** The pages of who is signed in. */
export function addAccount(site: Hono, deps: AccountDeps): void {
  const account = new Hono<OwnEnv>({ strict: false });
  account.use(requireSignIn(deps));
  addProfile(account, deps);
  addOwnBookings(account, deps);
  site.route('/account', account);
}
