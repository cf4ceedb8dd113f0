import { expect, it } from 'vitest';
import { phone } from '../../support/browser.ts';
import { heading, type Story } from './story.ts';

/** Somebody who plans their year. */
export const months: Story = ({ hub, browser, expectGood }) => {
  it('looks month by month at what there is', async () => {
    const sessionId = await hub().publishSession({ title: 'Ear care month by month' });
    const context = await browser().newContext(phone);
    const page = await context.newPage();
    await page.goto(`${hub().url}/sessions`);
    await page.getByRole('link', { name: 'See these sessions month by month' }).click();
    const first = await heading(page);
    expect(first).toContain('Training sessions in');
    await expectGood(page, '/sessions/month/:month');
    await page.getByRole('link', { name: 'Next' }).click();
    expect(await heading(page)).not.toBe(first);
    await page.getByRole('link', { name: 'Previous' }).click();
    expect(await heading(page)).toBe(first);
    // Two weeks from now, which may be in the next month.
    const listed = page.getByRole('link', { name: 'Ear care month by month' });
    if ((await listed.count()) === 0) await page.getByRole('link', { name: 'Next' }).click();
    await listed.click();
    expect(page.url()).toBe(`${hub().url}/sessions/${sessionId}`);
    await context.close();
  });
};
