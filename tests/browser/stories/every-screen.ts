import { expect, it } from 'vitest';
import { isTooWide, phone, violationsOn } from '../../support/browser.ts';
import { heading, type Story } from './story.ts';

/** With forced colours; or who is answered by the gateway itself. */
export const everyScreen: Story = ({ hub, browser, expectGood }) => {
  it('sees what a page is, also where the colours are forced and all that is hidden is open', async () => {
    const sessionId = await hub().publishSession({ title: 'Every screen' });
    const paths = ['/', '/sessions', `/sessions/${sessionId}`, `/sessions/${sessionId}/book`, '/nothing-here'];
    const others = ['/register', '/privacy-policy', '/privacy-policy/what-we-hold', '/sessions/month/2026-12'];
    const context = await browser().newContext({ viewport: { width: 320, height: 640 }, forcedColors: 'active' });
    const page = await context.newPage();
    for (const path of [...others, ...paths]) {
      await page.goto(`${hub().url}${path}`);
      await page.evaluate('for (const hidden of document.querySelectorAll("details")) hidden.open = true');
      await expectGood(page, path, 'in forced colours');
    }
    expect(await heading(page)).toBe('Page not found');
    await context.close();
  });

  it('is told in a page what the gateway refuses by itself, and finds back to the start', async () => {
    const longer = { 'X-Long': 'x'.repeat(11_000) };
    const context = await browser().newContext({ ...phone, extraHTTPHeaders: longer });
    const page = await context.newPage();
    await page.goto(`${hub().url}/sessions`);
    expect(await heading(page)).toBe('What you sent is too large');
    expect(await violationsOn(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    await context.setExtraHTTPHeaders({});
    await page.getByRole('link', { name: 'Go to the start page' }).click();
    await page.getByRole('heading', { level: 1, name: /./ }).waitFor();
    await expectGood(page, '/');
    await context.close();
  });
};
