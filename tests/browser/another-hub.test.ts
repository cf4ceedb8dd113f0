import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAssets } from '#functions/website/assets.ts';
import { createSite } from '#functions/website/site.tsx';
import { close, listen } from '../../infra/local/servers.ts';
import { anotherLookingHub, buildSiteFiles } from '../support/another-hub/look.ts';
import { hasBrowser, isTooWide, phone, startBrowser, violationsOn } from '../support/browser.ts';

describe.skipIf(!hasBrowser)('another hub, in a browser', () => {
  let browser: Browser;
  let server: Server;
  let folder: string;
  let url: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'another-look-'));
    buildSiteFiles(folder, [anotherLookingHub]);
    const site = createSite({ assets: readAssets(folder, anotherLookingHub.id), hub: anotherLookingHub } as never);
    server = createServer(async (request, response) => {
      const answered = await site.request(request.url ?? '/');
      response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(await answered.text());
    });
    url = `http://127.0.0.1:${await listen(server, 0)}`;
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    if (server) await close(server);
    rmSync(folder, { recursive: true });
  });

  it('shows its logo and its colours, and can be read by everybody', async () => {
    const page = await (await browser.newContext(phone)).newPage();
    await page.goto(url);
    await page.getByRole('img', { name: 'Another Training Hub, a plum' }).waitFor();
    expect(await page.evaluate('document.querySelector("header img").naturalWidth')).toBe(280);
    const ground = (selector: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).backgroundColor`);
    expect(await ground('header')).toBe('rgb(106, 27, 77)');
    expect(await ground('main .nhsuk-button')).toBe('rgb(75, 46, 131)');
    expect(await violationsOn(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
  });
});
