import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { problemWords } from '#functions/website/words.ts';
import { hasBrowser, isTooWide, startBrowser, violationsOn } from '../support/browser.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';
import { pathOf, pathsOfSite } from '../support/router.ts';
import { account } from './stories/account.ts';
import { accounts } from './stories/accounts.ts';
import { booking } from './stories/booking.ts';
import { certificates } from './stories/certificates.ts';
import { colleagues } from './stories/colleagues.ts';
import { everyScreen } from './stories/every-screen.ts';
import { funding } from './stories/funding.ts';
import { lostLink } from './stories/lost-link.ts';
import { months } from './stories/months.ts';
import { ownBooking } from './stories/own-booking.ts';
import { privacy } from './stories/privacy.ts';
import { type Given, heading } from './stories/story.ts';
import { uploads } from './stories/uploads.ts';

/** Everywhere that somebody gets to on their way: each page is held to the same. */
const visited = new Set<string>();
/** Where the forms that they saw are sent, of which nothing is to be filled in: a button alone has nothing that could be entered wrong. */
const buttons = new Set<string>();

/** The addresses of a page's forms that are buttons alone. */
const buttonsOn = async (page: Page) =>
  z.array(z.string()).parse(
    await page.evaluate(`[...document.querySelectorAll('form[method=post]')]
      .filter((form) => form.querySelector('input:not([type=hidden]), select, textarea') === null)
      .map((form) => new URL(form.action).pathname)`),
  );

const { pages, forms } = pathsOfSite();

const problems = new Set(Object.values(problemWords).map(({ heading }) => heading));

/** A story counts no page that it never saw: neither by the name of another, nor by what took its place. */
async function expectOpen(page: Page, path: string, step: string): Promise<void> {
  const { pathname } = new URL(page.url());
  if (!pages.some((each) => each.path === path)) return expect(pathname, step).toBe(path);
  expect(pathOf(pages, pathname), step).toBe(path);
  expect(problems, step).not.toContain(await heading(page));
}

describe.skipIf(!hasBrowser)('in a browser', () => {
  let hub: TestPlatform;
  let browser: Browser;
  beforeAll(async () => {
    hub = await startTestPlatform();
    // One financial year, whenever this is run; what moves on from here stands last.
    await hub.moveClockTo(new Date('2026-11-30T09:00:00Z'));
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
      await expectOpen(page, path, step);
      visited.add(step);
      for (const address of await buttonsOn(page)) buttons.add(address);
      expect(await violationsOn(page), step).toEqual([]);
      expect(await page.locator('h1').count(), step).toBe(1);
      expect(await isTooWide(page), step).toBe(false);
    },
  };

  describe('a nurse on a phone, between two patients', () => booking(given));
  describe('whoever was shown a certificate', () => certificates(given));
  describe('somebody who has lost our email', () => lostLink(given));
  describe('somebody who asks what we hold', () => privacy(given));
  describe('somebody who asks for an account', () => accounts(given));
  describe('somebody who has booked', () => ownBooking(given));
  describe('somebody who has an account', () => account(given));
  describe('somebody who plans their year', () => months(given));
  describe('a practice manager with five colleagues', () => colleagues(given));
  describe('somebody with another screen', () => everyScreen(given));
  describe('somebody who sends a file on a slow line', () => uploads(given));
  describe('somebody who wants a course paid for', () => funding(given));

  it('somebody has been on every page that there is, and on every form with something wrong', () => {
    // Some lead back from where a button was sent to, and one is a file.
    const leadsBack = /\/(accept|decline|sign-out|delete|file)$|^\/account\/(bookings|funding-requests)\/:\w+$/;
    const opened = pages.filter(({ path }) => !leadsBack.test(path));
    expect(opened.length).toBeGreaterThan(4);
    for (const { path } of opened) expect([...visited]).toContain(path);
    const filledIn = forms.filter(({ pattern }) => ![...buttons].some((address) => pattern.test(address)));
    expect(filledIn.length).toBeGreaterThan(0);
    for (const { path } of filledIn) expect([...visited]).toContain(`${path} with errors`);
  });
});
