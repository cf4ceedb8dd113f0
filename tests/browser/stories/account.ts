import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { phone } from '../../support/browser.ts';
import { heading, type Story } from './story.ts';

/** Somebody who has an account, on the computer of their practice. */
export const account: Story = ({ hub, browser, expectGood }) => {
  const onTheNextPage = async (page: Page, workEmail: string) => {
    await page.getByLabel('Work email address').fill(workEmail);
    await page.locator('main > form button').click();
  };

  it('signs in, puts right what is known of them, opens a booking, and signs out for good', async () => {
    await hub().register('account@nhs.net');
    const sessionId = await hub().publishSession({ title: 'Learning with an account' });
    await hub().booked(sessionId, 'account@nhs.net');
    const context = await browser().newContext(phone);
    const page = await context.newPage();

    await page.goto(hub().url);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await expectGood(page, '/sign-in');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await onTheNextPage(page, 'account@nhs.net');
    expect(await heading(page)).toBe('Your account');
    await expectGood(page, '/account');

    await page.getByRole('link', { name: 'Change what we know about you' }).click();
    await expectGood(page, '/account/profile');
    await page.getByLabel('Job title').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await expectGood(page, '/account/profile', 'with errors');
    expect(await page.locator('.nhsuk-error-summary').textContent()).toContain('Enter your job title');
    expect(await page.title()).toMatch(/^Error: /);
    await page.getByLabel('Full name').fill('Siobhán Account');
    await page.getByLabel('Job title').fill('Lead nurse');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.locator('.nhsuk-summary-list').textContent()).toContain('Siobhán Account');

    await page.getByRole('link', { name: 'Your bookings' }).click();
    await expectGood(page, '/account/bookings');
    await page.getByRole('button', { name: 'See or change it: Learning with an account' }).click();
    expect(await heading(page)).toContain('You have a place');

    await page.getByRole('link', { name: 'Your account' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await heading(page)).toContain('You have signed out');
    await expectGood(page, '/signed-out');
    // Whoever sits down there next.
    await page.goBack();
    await page.waitForLoadState();
    expect(await page.content()).not.toContain('account@nhs.net');
    await page.goto(`${hub().url}/account`);
    expect(await heading(page)).toBe('Sign in to your account');
    await page.goto(`${hub().url}/signed-in?code=nothing&state=nothing`);
    await expectGood(page, '/signed-in');
    await context.close();
  });

  it('does the same without JavaScript, and loses nothing where they were signed out in between', async () => {
    await hub().register('account.plain@nhs.net');
    const context = await browser().newContext({ ...phone, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${hub().url}/account/profile`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await onTheNextPage(page, 'account.plain@nhs.net');
    await page.getByLabel('Job title').fill('Something long that took a while');
    await context.clearCookies({ name: '__Host-session' });
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.locator('main').textContent()).toContain('We have kept what you entered');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await onTheNextPage(page, 'account.plain@nhs.net');
    expect(await page.getByLabel('Job title').inputValue()).toBe('Something long that took a while');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.locator('.nhsuk-summary-list').textContent()).toContain('Something long that took a while');
    await context.close();
  });
};
