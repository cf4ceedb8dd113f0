import { Hono } from 'hono';
import { contextStorage, getContext } from 'hono/context-storage';
import { ProblemError } from '#http/problem-error.ts';
import { toProblem } from '#http/problem-reply.ts';
import { problems } from '#http/problems.ts';
import { addAccount } from './account/routes.tsx';
import type { Assets } from './assets.ts';
import { addAccessNeeds } from './bookings/access-needs-routes.tsx';
import { addHandOver } from './bookings/hand-over-routes.tsx';
import { addNotMyBooking } from './bookings/not-me-routes.tsx';
import { addBookings } from './bookings/routes.tsx';
import { addCertificates } from './certificates/routes.tsx';
import type { AccountDeps, SiteDeps } from './deps.ts';
import { typedIn } from './forms/typed-in.ts';
import { addFundingRequests } from './funding/request/routes.tsx';
import { addFundingStart } from './funding/start/routes.tsx';
import { addStatementOfSupport } from './funding/statement/routes.tsx';
import { addGroupBookings } from './group-bookings/routes.tsx';
import { createPage } from './layout.tsx';
import { exchangeLinks } from './links.ts';
import { addLostLink } from './lost-link/routes.tsx';
import { homePage } from './pages/home.tsx';
import { linkNeededPage } from './pages/link-needed.tsx';
import { problemPage } from './pages/problem.tsx';
import { addAccountLinks, addRegistering, addStopNews } from './people/routes.tsx';
import { addPrivacy } from './privacy/routes.tsx';
import { retryAfter, sayWhen } from './retry-after.ts';
import { fromOurPages } from './same-site.ts';
import { allowFormsTo, secure } from './security.ts';
import { addBookingForm } from './sessions/book-routes.tsx';
import { addColleaguesForm } from './sessions/colleagues-routes.tsx';
import { addMonths } from './sessions/month-routes.tsx';
import { addSessions } from './sessions/routes.tsx';
import { sessionOf } from './signing-in/cookies.ts';
import { addSigningIn } from './signing-in/routes.tsx';

const yearSeconds = 31_536_000;
const daySeconds = 86_400;

interface Deps extends Omit<SiteDeps & AccountDeps, 'page'> {
  readonly assets: Assets;
  /** Of the page on which people sign in, and sign out of. */
  readonly signInOrigin: string;
}

/** Whose forms lead on to that page: a browser holds it against where a form is sent on to as well. */
const leadToSignIn = ['/sign-in', '/signed-in', '/account/*'] as const;

/** By what each is about. Where two would take an address, the first has it. */
const pages = [
  addSessions,
  addMonths,
  addBookingForm,
  addColleaguesForm,
  addBookings,
  addNotMyBooking,
  addFundingStart,
  addFundingRequests,
  addStatementOfSupport,
  addHandOver,
  addAccessNeeds,
  addCertificates,
  addLostLink,
  addPrivacy,
  addRegistering,
  addAccountLinks,
  addStopNews,
  addGroupBookings,
  addSigningIn,
  addAccount,
] as const;

/** The pages that people see. Whatever changes is asked of the API; a page keeps nothing. */
export function createSite({ assets, signInOrigin, ...deps }: Deps): Hono {
  const { styles, script, logo } = assets;
  const isSignedIn = () => sessionOf(getContext()) !== undefined;
  const page = createPage({ hub: deps.hub, styles, script, logo, isSignedIn });
  const site = new Hono({ strict: false });

  site.use(contextStorage());
  site.use(secure);
  for (const path of leadToSignIn)
    site.use(path, (c, next) => {
      allowFormsTo(c, signInOrigin);
      return next();
    });
  // A page may say what somebody typed.
  site.use(async (c, next) => {
    await next();
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
  });
  site.use(retryAfter);
  site.use(fromOurPages);

  site.get('/assets/*', (c) => {
    const asset = assets.find(c.req.path.slice('/assets/'.length));
    if (!asset) return c.notFound();
    const keeping = asset.isHashed ? `public, max-age=${yearSeconds}, immutable` : `public, max-age=${daySeconds}`;
    return c.body(asset.content, 200, { 'Content-Type': asset.type, 'Cache-Control': keeping });
  });
  site.use(exchangeLinks);
  site.get('/', (c) => c.html(homePage(page, deps.hub)));
  for (const add of pages) add(site, { ...deps, page });

  site.notFound((c) => c.html(problemPage(page, 'no-such-route', undefined), 404));
  site.onError(async (error, c) => {
    if (!(error instanceof ProblemError)) deps.log.event('event-failed', { error });
    const problem = toProblem(error);
    const { code, facts } = problem;
    if (code === 'sign-in-needed' && c.req.method === 'POST') {
      const typed = await typedIn(c).catch(() => undefined);
      if (typed) return c.html(linkNeededPage(page, c.req.path, typed), problems[code].status);
    }
    sayWhen(problem);
    return c.html(problemPage(page, code, facts.detail), problems[code].status);
  });
  return site;
}
