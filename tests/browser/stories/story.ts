import type { Browser, Page } from 'playwright-core';
import type { TestPlatform } from '../../support/platform.ts';

/** What people who open pages have: a hub with nobody else in it but other stories, and a browser. Both are there once tests run. */
export interface Given {
  readonly hub: () => TestPlatform;
  readonly browser: () => Pick<Browser, 'newContext'>;
  /** Whether pages run scripts. What only a script does is not expected where none runs: an error summary that has the focus. */
  readonly scripts: boolean;
  /**
   * Holds a page to what each is held to, and counts it as visited, where that is the page that is open.
   *
   * @param path - as the site has it: `/sessions/:sessionId`; or an address
   * @param how - `with errors`, or how the screen is
   */
  expectGood(page: Page, path: string, how?: string): Promise<void>;
}

/** Declares what somebody does with pages, as tests. All share one hub, so that each has addresses and titles of its own, and none moves the clock. */
export type Story = (given: Given) => void;

export const focusedOn = (page: Page) => page.evaluate('document.activeElement.id + document.activeElement.className');
export const heading = (page: Page) => page.locator('h1').textContent();
