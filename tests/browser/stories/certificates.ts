import { expect, it } from 'vitest';
import { phone } from '../../support/browser.ts';
import { heading, type Story } from './story.ts';

/** Whoever was shown a certificate, and types its code. */
export const certificates: Story = ({ hub, browser, expectGood }) => {
  it('is told that there is none with this code, and at the field what a code looks like', async () => {
    const context = await browser().newContext(phone);
    const page = await context.newPage();
    await page.goto(`${hub().url}/certificates`);
    await expectGood(page, '/certificates');
    await page.getByLabel('Code of the certificate').fill('7K3M9');
    await page.getByRole('button', { name: 'Check the certificate' }).click();
    expect(await page.title()).toMatch(/^Error: /);
    await expectGood(page, '/certificates', 'with errors');
    expect(await page.getByLabel('Code of the certificate').inputValue()).toBe('7K3M9');
    await page.getByLabel('Code of the certificate').fill('22222 22222 22222');
    await page.getByRole('button', { name: 'Check the certificate' }).click();
    expect(await heading(page)).toBe('There is no certificate with this code');
    await expectGood(page, '/certificates/:code');
    await context.close();
  });
};
