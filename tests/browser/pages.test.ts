import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSite } from '#functions/website/site.tsx';
import { southEastLondon } from '#hub/south-east-london.ts';
import { hasBrowser, isTooWide, startBrowser, violationsOn } from '../support/browser.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';
import { account } from './stories/account.ts';
import { booking } from './stories/booking.ts';
import { everyScreen } from './stories/every-screen.ts';
import type { Given } from './stories/story.ts';

/** Everywhere that somebody gets to on their way: each page is held to the same. */
const visited = new Set<string>();

describe.skipIf(!hasBrowser)('in a browser', () => {
  let hub: TestPlatform;
  let browser: Browser;
  beforeAll(async () => {
    hub = await startTestPlatform();
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.stop();
  });

  const given: Given = {
    hub: () => hub,
    browser: () => browser,
    async expectGood(page, path, how = '') {
      const step = `${path} ${how}`.trim();
      visited.add(step);
      expect(await violationsOn(page), step).toEqual([]);
      expect(await page.locator('h1').count(), step).toBe(1);
      expect(await isTooWide(page), step).toBe(false);
    },
  };

  describe('a nurse on a phone, between two patients', () => booking(given));
  describe('somebody who has an account', () => account(given));
  describe('somebody with another screen', () => everyScreen(given));

  it('somebody has been on every page that there is, and on every form with something wrong', () => {
    const nothing = { styles: '', script: '', find: () => undefined };
    const { routes } = createSite({ assets: nothing, hub: southEastLondon } as never);
    // Some lead back from where a button was sent to, and one is a file.
    const leadsBack = /\*|\/(accept|decline|sign-out|delete|file)$|^\/account\/(bookings|funding-requests)\/:\w+$/;
    const pages = routes
      .filter(({ method, path }) => method === 'GET' && !leadsBack.test(path))
      .map(({ path }) => path);
    const forms = routes.filter(({ method, path }) => method === 'POST' && !path.includes('*')).map(({ path }) => path);
    expect(pages.length).toBeGreaterThan(4);
    for (const path of pages) expect([...visited]).toContain(path);
    // A button alone has nothing that could be entered wrong.
    const buttons =
      /^\/bookings\/|^\/sign-(in|out)$|\/(delete|consents)$|^\/account\/(bookings|funding-requests)\/:\w+$/;
    const filledIn = forms.filter((path) => !buttons.test(path));
    expect(filledIn.length).toBeGreaterThan(0);
    for (const path of filledIn) expect([...visited]).toContain(`${path} with errors`);
  });
});
