import type { Hono } from 'hono';
import { ProblemError } from '#http/problem-error.ts';
import { answered, refusedAs } from '../api/answered.ts';
import type { SiteDeps } from '../deps.ts';
import { policyPage, versionsPage, whatWeHoldPage } from './pages.tsx';

export function addPrivacy(site: Hono, { api, page }: SiteDeps): void {
  const findPolicy = async (version: string | undefined) => {
    const reply = await api.getPrivacyPolicy({ query: { version } });
    if (reply.ok) return reply.body;
    // What is no day is the day of none.
    throw reply.code === 'not-valid' ? new ProblemError('policy-version-not-found') : refusedAs(reply);
  };
  const listVersions = async () => (await answered(api.listPrivacyPolicyVersions())).body.items;

  site.get('/privacy-policy', async (c) => {
    const version = c.req.query('version');
    if (version === undefined) return c.html(policyPage(page, await findPolicy(undefined)));
    const [policy, versions] = await Promise.all([findPolicy(version), listVersions()]);
    const listed = versions.find((each) => each.version === policy.version);
    return c.html(policyPage(page, policy, listed));
  });
  site.get('/privacy-policy/versions', async (c) => c.html(versionsPage(page, await listVersions())));
  site.get('/privacy-policy/what-we-hold', async (c) =>
    c.html(whatWeHoldPage(page, (await answered(api.getRecordOfProcessing())).body)),
  );
}
