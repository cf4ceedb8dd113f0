import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seed } from '../../infra/local/seed.ts';
import { pictures } from '../../scripts/pictures/table.ts';
import { takePictures } from '../../scripts/pictures/take.ts';
import { hasBrowser, startBrowser } from '../support/browser.ts';
import { isLong } from '../support/long.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

describe.runIf(hasBrowser && isLong)('npm run pages', () => {
  let hub: TestPlatform;
  let browser: Browser;
  beforeAll(async () => {
    hub = await startTestPlatform();
    await seed(hub.url, hub.stateDir, () => undefined);
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.stop();
  });

  it('takes a picture of each page of a hub as it is seeded', async () => {
    const folder = join(hub.stateDir, 'pages');
    await takePictures(browser, hub.url, folder);
    const taken = readdirSync(folder).filter((file) => file.endsWith('.webp'));
    expect(taken).toHaveLength(2 * pictures.length);
    // Each shows something else: none stopped where the one before it did.
    expect(new Set(taken.map((file) => readFileSync(join(folder, file), 'base64'))).size).toBe(taken.length);
  });
});
