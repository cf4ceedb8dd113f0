import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import * as z from 'zod';
import { problemWords } from '#functions/website/words.ts';
import { isTooWide, startBrowser, violationsOn } from '../../support/browser.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';
import { pathOf, pathsOfSite } from '../../support/router.ts';
import type { Told } from './every-story.ts';
import { heading } from './story.ts';

/** The addresses of a page's forms that are buttons alone. */
const buttonsOn = async (page: Page) =>
  z.array(z.string()).parse(
    await page.evaluate(`[...document.querySelectorAll('form[method=post]')]
      .filter((form) => form.querySelector('input:not([type=hidden]), select, textarea') === null)
      .map((form) => new URL(form.action).pathname)`),
  );

const { pages } = pathsOfSite();
const problems = new Set(Object.values(problemWords).map(({ heading: said }) => said));

/** A story counts no page that it never saw: neither by the name of another, nor by what took its place. */
async function expectOpen(page: Page, path: string, step: string): Promise<void> {
  const { pathname } = new URL(page.url());
  if (!pages.some((each) => each.path === path)) return expect(pathname, step).toBe(path);
  expect(pathOf(pages, pathname), step).toBe(path);
  expect(problems, step).not.toContain(await heading(page));
}

/** As WCAG 2.2 wants it (1.4.4, 1.4.10): on a screen of 320 pixels, and with text that is twice as large, nobody scrolls sideways. */
async function expectReflow(page: Page, step: string): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await isTooWide(page), `${step}, 320 pixels wide`).toBe(false);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate("document.documentElement.style.fontSize = '200%'");
  expect(await isTooWide(page), `${step}, with text twice as large`).toBe(false);
  await page.evaluate("document.documentElement.style.fontSize = ''");
  if (before) await page.setViewportSize(before);
}

/** Where somebody was, and what was sent from there. */
export interface Seen {
  /** Each page, and how it was seen: with errors, or what it said. */
  readonly visited: ReadonlySet<string>;
  /** Where the forms that they saw are sent, of which nothing is to be filled in: a button alone has nothing that could be entered wrong. */
  readonly buttons: ReadonlySet<string>;
  /** Where forms were sent. */
  readonly sent: ReadonlySet<string>;
}

/**
 * Declares stories as tests, on a hub and in a browser of their own. Every page that somebody gets to on their way is held to the same.
 *
 * @param scripts - whether pages run scripts
 */
export function tell(stories: readonly Told[], { scripts }: { readonly scripts: boolean }): Seen {
  let hub: TestPlatform;
  let browser: Browser;
  const visited = new Set<string>();
  const buttons = new Set<string>();
  const sent = new Set<string>();
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

  for (const [who, story] of stories) {
    describe(who, () =>
      story({
        scripts,
        hub: () => hub,
        browser: () => ({
          async newContext(options) {
            const context = await browser.newContext(scripts ? options : { ...options, javaScriptEnabled: false });
            context.on('request', (request) => {
              if (request.method() === 'POST') sent.add(new URL(request.url()).pathname);
            });
            return context;
          },
        }),
        async expectGood(page, path, how = '') {
          const step = `${path} ${how}`.trim();
          await expectOpen(page, path, step);
          visited.add(step);
          if (!scripts) return;
          for (const address of await buttonsOn(page)) buttons.add(address);
          expect(await violationsOn(page), step).toEqual([]);
          expect(await page.locator('h1').count(), step).toBe(1);
          expect(await isTooWide(page), step).toBe(false);
          await expectReflow(page, step);
        },
      }),
    );
  }
  return { visited, buttons, sent };
}
