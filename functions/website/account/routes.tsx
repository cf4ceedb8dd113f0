import { Hono } from 'hono';
import type { AccountDeps } from '../deps.ts';
import { addOwnBookings } from './bookings-routes.tsx';
import { addConsents } from './consents.tsx';
import { addCpdLog } from './cpd-log.tsx';
import { addDemographics } from './demographics.tsx';
import { addChangeOfEmail } from './email.tsx';
import { addOwnFunding } from './funding.tsx';
import { addHoldings } from './holdings.tsx';
import { addLeaving, addLeft } from './leave-routes.tsx';
import { type OwnEnv, requireSignIn } from './own.ts';
import { addPasskey } from './passkey.tsx';
import { addProfile } from './profile-routes.tsx';
import { addTraining } from './training-routes.tsx';

/** The pages of who is signed in. */
export function addAccount(site: Hono, deps: AccountDeps): void {
  const account = new Hono<OwnEnv>({ strict: false });
  account.use(requireSignIn(deps));
  addProfile(account, deps);
  addChangeOfEmail(account, deps);
  addPasskey(account, deps);
  addOwnBookings(account, deps);
  addOwnFunding(account, deps);
  addTraining(account, deps);
  addCpdLog(account, deps);
  addConsents(account, deps);
  addDemographics(account, deps);
  addHoldings(account, deps);
  addLeaving(account, deps);
  site.route('/account', account);
  addLeft(site, deps);
}
