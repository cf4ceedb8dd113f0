import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import * as z from 'zod';
import { pictures, type Visit } from './table.ts';

/** Of a screen, and of a picture at the most: what is below would make every file larger, and be read by nobody. */
const sizes = {
  phone: { width: 360, height: 740, longest: 1200 },
  desk: { width: 1100, height: 760, longest: 900 },
} as const;
type Size = keyof typeof sizes;

/** Of what the eye still takes for sharp, in a format that keeps flat colours small. */
const quality = 55;

export const fileOf = (name: string, size: Size): string => `${name}-${size}.webp`;

const Emails = z.array(z.object({ text: z.string() }));

/** @param url - of a local platform that runs */
const visitOf = (page: Page, url: string): Visit => ({
  page,
  async go(path) {
    await page.goto(`${url}${path}`);
  },
  async linkTo(address) {
    const reply = await fetch(`${url}/_local/emails?wait=20&to=${encodeURIComponent(address)}`);
    const [newest] = Emails.parse(await reply.json());
    const [link] = /\S+\?token=\S+/.exec(newest?.text ?? '') ?? [];
    if (link === undefined) throw new Error(`No link has come to ${address}`);
    return link;
  },
});

async function shoot(page: Page, { width, longest }: (typeof sizes)[Size]): Promise<Buffer> {
  const tall = z.number().parse(await page.evaluate('document.documentElement.scrollHeight'));
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', {
    format: 'webp',
    quality,
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, width, height: Math.min(tall, longest), scale: 1 },
  });
  return Buffer.from(data, 'base64');
}

const listOf = (): string =>
  [
    '# What people see',
    '',
    'On a phone and at a desk, of a hub as `npm start` seeds it. Made by `npm run pages`, which takes them all anew.',
    ...pictures.flatMap(({ name, shows }) => [
      '',
      `## ${shows}`,
      '',
      `<img src="${fileOf(name, 'phone')}" alt="${shows}, on a phone" width="240"> <img src="${fileOf(name, 'desk')}" alt="${shows}, at a desk" width="560">`,
    ]),
    '',
  ].join('\n');

/** Takes every picture of a local platform, and leaves no other in the folder. */
export async function takePictures(browser: Browser, url: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) rmSync(join(folder, old));
  for (const size of ['phone', 'desk'] as const) {
    const screen = sizes[size];
    for (const { name, open } of pictures) {
      const { width, height } = screen;
      const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await open(visitOf(page, url));
      writeFileSync(join(folder, fileOf(name, size)), await shoot(page, screen));
      await context.close();
    }
  }
  writeFileSync(join(folder, 'README.md'), listOf());
}
