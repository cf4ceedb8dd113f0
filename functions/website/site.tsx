import { Hono } from 'hono';
import { ProblemError } from '#http/problem-error.ts';
import { toProblem } from '#http/problem-reply.ts';
import { problems } from '#http/problems.ts';
import type { Log } from '#platform/logger.ts';
import type { Assets } from './assets.ts';
import { addHandOver } from './bookings/hand-over-routes.tsx';
import { addBookings } from './bookings/routes.tsx';
import { addCertificates } from './certificates/routes.tsx';
import type { SiteDeps } from './deps.ts';
import { addFundingRequests } from './funding/request/routes.tsx';
import { addFundingStart } from './funding/start/routes.tsx';
import { addStatementOfSupport } from './funding/statement/routes.tsx';
import { addGroupBookings } from './group-bookings/routes.tsx';
import { createPage } from './layout.tsx';
import { exchangeLinks } from './links.ts';
import { addLostLink } from './lost-link/routes.tsx';
import { homePage } from './pages/home.tsx';
import { problemPage } from './pages/problem.tsx';
import { addAccountLinks, addRegistering, addStopNews } from './people/routes.tsx';
import { addPrivacy } from './privacy/routes.tsx';
import { fromOurPages } from './same-site.ts';
import { secure } from './security.ts';
import { addBookingForm } from './sessions/book-routes.tsx';
import { addColleaguesForm } from './sessions/colleagues-routes.tsx';
import { addMonths } from './sessions/month-routes.tsx';
import { addSessions } from './sessions/routes.tsx';

const yearSeconds = 31_536_000;
const daySeconds = 86_400;

interface Deps extends Omit<SiteDeps, 'page'> {
  readonly assets: Assets;
  readonly log: Log;
}

/** The pages that people see. Whatever changes is asked of the API; a page keeps nothing. */
export function createSite({ assets, log, ...deps }: Deps): Hono {
  const page = createPage({ hub: deps.hub, styles: assets.styles, script: assets.script });
  const site = new Hono({ strict: false });

  site.use(secure);
  // A page may say what somebody typed.
  site.use(async (c, next) => {
    await next();
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
  });
  site.use(fromOurPages);

  site.get('/assets/*', (c) => {
    const asset = assets.find(c.req.path.slice('/assets/'.length));
    if (!asset) return c.notFound();
    const keeping = asset.isHashed ? `public, max-age=${yearSeconds}, immutable` : `public, max-age=${daySeconds}`;
    return c.body(asset.content, 200, { 'Content-Type': asset.type, 'Cache-Control': keeping });
  });
  site.use(exchangeLinks);
  site.get('/', (c) => c.html(homePage(page, deps.hub)));
  addSessions(site, { ...deps, page });
  addMonths(site, { ...deps, page });
  addBookingForm(site, { ...deps, page });
  addColleaguesForm(site, { ...deps, page });
  addBookings(site, { ...deps, page });
  addFundingStart(site, { ...deps, page });
  addFundingRequests(site, { ...deps, page });
  addStatementOfSupport(site, { ...deps, page });
  addHandOver(site, { ...deps, page });
  addCertificates(site, { ...deps, page });
  addLostLink(site, { ...deps, page });
  addPrivacy(site, { ...deps, page });
  addRegistering(site, { ...deps, page });
  addAccountLinks(site, { ...deps, page });
  addStopNews(site, { ...deps, page });
  addGroupBookings(site, { ...deps, page });

  site.notFound((c) => c.html(problemPage(page, 'no-such-route', undefined), 404));
  site.onError((error, c) => {
    if (!(error instanceof ProblemError)) log.event('event-failed', { error });
    const { code, facts } = toProblem(error);
    return c.html(problemPage(page, code, facts.detail), problems[code].status);
  });
  return site;
}
