import { expect, it } from 'vitest';
import { phone } from '../../support/browser.ts';
import { focusedOn, heading, type Story } from './story.ts';

/** Somebody who cannot find our email any more. */
export const lostLink: Story = ({ hub, browser, scripts, expectGood }) => {
  it('asks for the links again, and is told no more than to look at their email', async () => {
    const context = await browser().newContext(phone);
    const page = await context.newPage();
    await page.goto(`${hub().url}/bookings/01KEX4S6V8Z2M9Q3T7R5W1YB0C`);
    expect(await heading(page)).toBe('You need your link for this');
    await page.getByRole('main').getByRole('link', { name: 'Get your links again' }).click();
    await page.getByRole('button', { name: 'Send me my links' }).click();
    expect(await page.locator('.nhsuk-error-summary').textContent()).toContain('Enter your work email address');
    if (scripts) expect(await focusedOn(page)).toContain('nhsuk-error-summary');
    await expectGood(page, '/lost-link', 'with errors');
    await page.getByLabel('Work email address').fill('no.such@nhs.net');
    await page.getByRole('button', { name: 'Send me my links' }).click();
    expect(await heading(page)).toBe('Look at your email');
    await expectGood(page, '/lost-link/asked');
    await page.getByRole('link', { name: 'Try another address' }).click();
    await expectGood(page, '/lost-link');
    await context.close();
  });
};
