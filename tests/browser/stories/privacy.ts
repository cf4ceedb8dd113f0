import { expect, it } from 'vitest';
import { phone } from '../../support/browser.ts';
import { heading, type Story } from './story.ts';

/** Somebody who wants to know what becomes of what they tell us. */
export const privacy: Story = ({ hub, browser, expectGood }) => {
  it('reads the policy, what it said before, and why we hold what we hold', async () => {
    const context = await browser().newContext(phone);
    const page = await context.newPage();
    await page.goto(hub().url);
    await page.getByRole('link', { name: 'How we use your information' }).click();
    expect(await heading(page)).toContain('uses your information');
    await expectGood(page, '/privacy-policy');
    await page.getByRole('link', { name: 'What we hold and why, in short' }).click();
    expect(await heading(page)).toBe('What we hold and why');
    await page.locator('summary').first().click();
    await expectGood(page, '/privacy-policy/what-we-hold');
    await page.goBack();
    await page.getByRole('link', { name: 'Every version, and what each changed' }).click();
    await expectGood(page, '/privacy-policy/versions');
    await page.getByRole('link', { name: 'Read it' }).last().click();
    expect(await heading(page)).toContain('uses your information');
    await context.close();
  });
};
