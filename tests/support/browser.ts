import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import * as z from 'zod';
import { root } from './deployment.ts';

const systemChromium = '/usr/bin/chromium';
const args = ['--no-sandbox'];

/** Whether there is a browser here: one of the system, or the one that npm brings for x64 alone. */
export const hasBrowser = existsSync(systemChromium) || (process.platform === 'linux' && process.arch === 'x64');

/** The one from npm, unpacked once, with the libraries that a machine may lack. */
async function unpacked() {
  const { default: bundled, inflate } = await import('@sparticuz/chromium');
  const packed = join(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '../../bin');
  const folder = join(root, '.build', 'chromium');
  mkdirSync(folder, { recursive: true });
  // It unpacks into the folder of temporary files, and takes whatever lies there under its name, of whichever version.
  process.env.TMPDIR = folder;
  const executablePath = await bundled.executablePath();
  await inflate(join(packed, 'al2023.tar.br'));
  // Its own names folders of Lambda and of `/tmp` alone: without any font the browser ends itself.
  const fonts = join(folder, 'fonts.conf');
  const named = `<dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir>`;
  writeFileSync(fonts, `<?xml version="1.0"?><fontconfig>${named}</fontconfig>`);
  const env = { ...process.env, LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_FILE: fonts };
  return { executablePath, env: env as Record<string, string> };
}

export const startBrowser = async (): Promise<Browser> =>
  chromium.launch({ args, ...(existsSync(systemChromium) ? { executablePath: systemChromium } : await unpacked()) });

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
