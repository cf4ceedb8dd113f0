import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import * as z from 'zod';

export { hasBrowser, startBrowser } from '../../scripts/browser.ts';

/** A phone that is held in one hand. */
export const phone = { viewport: { width: 360, height: 740 } } as const satisfies BrowserContextOptions;

const Violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }));

/** What breaks WCAG 2.2 at level AA on a page, as axe finds it; it needs a page that runs scripts. */
export async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const run = `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))`;
  const found = Violations.parse(await page.evaluate(run));
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Whether a page must be scrolled sideways as it stands. */
export const isTooWide = async (page: Page): Promise<boolean> =>
  z.boolean().parse(await page.evaluate('document.scrollingElement.scrollWidth > window.innerWidth'));
