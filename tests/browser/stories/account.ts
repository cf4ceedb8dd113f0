import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { phone } from '../../support/browser.ts';
import { aBooking } from '../../support/hub.ts';
import { heading, type Story } from './story.ts';

/** Somebody who has an account, on the computer of their practice. */
export const account: Story = ({ hub, browser, expectGood }) => {
  const onTheNextPage = async (page: Page, workEmail: string) => {
    await page.getByLabel('Work email address').fill(workEmail);
    await page.locator('main > form button').click();
  };

  it('signs in, puts right what is known of them, opens a booking, and signs out for good', async () => {
    const sessionId = await hub().publishSession({ title: 'Learning with an account' });
    const { id } = await hub().booked(sessionId, 'account@nhs.net');
    const emailed = await hub().publishSession({ title: 'Opened from an email' });
    const other = await hub().booked(emailed, 'account.emailed@nhs.net');
    await hub().register('account@nhs.net');
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

    await page.getByRole('link', { name: 'Change your work email address' }).click();
    await expectGood(page, '/account/profile/email');
    await page.getByLabel('Your new work email address').fill('account@nhs.net');
    await page.getByRole('button', { name: 'Send the links' }).click();
    await expectGood(page, '/account/profile/email', 'with errors');
    expect(await page.locator('.nhsuk-error-summary').textContent()).toContain('other than the one in use now');
    await page.getByLabel('Your new work email address').fill('account.moved@nhs.net');
    await page.getByRole('button', { name: 'Send the links' }).click();
    expect(await heading(page)).toBe('Look at your email, in both mailboxes');
    await expectGood(page, '/account/profile/email/asked');
    await page.goto(`${hub().url}/account`);

    await page.getByRole('link', { name: 'Add a passkey' }).click();
    await expectGood(page, '/account/passkey');
    await page.getByRole('link', { name: 'Go on and add a passkey' }).click();
    await page.getByRole('link', { name: 'Go back' }).click();
    expect(await heading(page)).toBe('Your account');

    await page.getByRole('link', { name: 'Your bookings' }).click();
    await expectGood(page, '/account/bookings');
    await page.getByRole('button', { name: /^See or change it.*Learning with an account$/ }).click();
    expect(await heading(page)).toContain('You have a place');
    await page.goto(`${hub().url}/bookings/${other.id}?token=${other.token}`);
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
    for (const booking of [id, other.id]) {
      await page.goto(`${hub().url}/bookings/${booking}`);
      expect(await heading(page)).toBe('You need your link for this');
    }
    await page.goto(`${hub().url}/signed-in?code=nothing&state=nothing`);
    await expectGood(page, '/signed-in');
    await context.close();
  });

  it('keeps their training, chooses what they agree to, and sees all that is held', async () => {
    await hub().register('account.all@nhs.net');
    const { person } = aBooking('', 'account.all@nhs.net');
    accepted(await hub().api.startFundingRequest({ body: { person: { ...person, employer: 'gp-practice' } } }));
    const context = await browser().newContext(phone);
    const page = await context.newPage();
    const to = async (name: string) => {
      await page.goto(`${hub().url}/account`);
      await page.getByRole('link', { name }).click();
    };
    await page.goto(`${hub().url}/sign-in`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await onTheNextPage(page, 'account.all@nhs.net');

    await to('Your funding requests');
    await expectGood(page, '/account/funding-requests');

    await to('Your training');
    await page.getByRole('button', { name: 'Add training that you had elsewhere' }).click();
    await expectGood(page, '/account/training-records/add');
    await page.getByLabel('What the training was called').fill('Spirometry');
    await page.getByLabel('Hours').fill('a few');
    await page.getByRole('button', { name: 'Save' }).click();
    await expectGood(page, '/account/training-records/add', 'with errors');
    expect(await page.locator('.nhsuk-error-summary').textContent()).toContain('Enter the hours in quarters');
    expect(await page.getByLabel('What the training was called').inputValue()).toBe('Spirometry');
    await page.getByLabel('Who gave it').fill('ARTP');
    for (const [part, value] of [
      ['Day', '30'],
      ['Month', '9'],
      ['Year', '2026'],
    ] as const)
      await page.getByLabel(part).fill(value);
    await page.getByLabel('Hours').fill('6.5');
    await page.getByLabel('Yes').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await expectGood(page, '/account/training-records');
    await page.getByRole('link', { name: /^Change it/ }).click();
    await expectGood(page, '/account/training-records/:trainingRecordId');
    await page.getByLabel('Hours').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await expectGood(page, '/account/training-records/:trainingRecordId', 'with errors');
    await page.getByLabel('Hours').fill('7');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.locator('.nhsuk-summary-list').textContent()).toContain('30 September 2026');

    await to('Your CPD log');
    await expectGood(page, '/account/cpd-log');
    expect(await page.locator('main').textContent()).toContain('Spirometry (ARTP), 7 hours');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download it as a PDF' }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toMatch(/^cpd-log-2023-\d\d-\d\d-2026-\d\d-\d\d\.pdf$/);
    expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-');
    await to('Your training');
    await page.getByRole('link', { name: /^Delete it/ }).click();
    await expectGood(page, '/account/training-records/:trainingRecordId/delete');
    await page.getByRole('link', { name: 'Keep it' }).click();
    expect(await page.locator('main').textContent()).toContain('Spirometry');
    await page.getByRole('link', { name: /^Delete it/ }).click();
    await page.getByRole('button', { name: 'Delete it' }).click();
    expect(await page.locator('main').textContent()).not.toContain('Spirometry');

    await page.goto(`${hub().url}/account/training-records/attendance-01KF0A2C4E6G8J1M3P5R7T9V2X/dispute`);
    await expectGood(page, '/account/training-records/:trainingRecordId/dispute');
    await page.getByRole('button', { name: 'Send' }).click();
    await expectGood(page, '/account/training-records/:trainingRecordId/dispute', 'with errors');

    await to('What you agree to, and what you do not');
    await expectGood(page, '/account/consents');
    await page.getByRole('button', { name: 'Agree: send me news' }).click();
    await page.getByRole('button', { name: 'Stop: send me no more news' }).click();
    expect(await page.getByRole('button', { name: 'Agree: send me news' }).count()).toBe(1);
    await page.getByRole('button', { name: /^Object.*workforce$/ }).click();
    expect(await page.getByRole('button', { name: /^Object no more.*workforce$/ }).count()).toBe(1);

    await to('Your gender, age, ethnicity and disability, if you choose to tell us');
    await expectGood(page, '/account/demographics');
    await page.getByLabel('Gender', { exact: true }).selectOption('Female');
    await page.getByRole('button', { name: 'Save' }).click();
    await expectGood(page, '/account/demographics', 'with errors');
    await page.getByLabel(/I agree that you keep/).check();
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.getByLabel('Gender', { exact: true }).inputValue()).toBe('female');
    await expectGood(page, '/account/demographics', 'told');
    await page.getByRole('link', { name: 'Delete what you told us' }).click();
    await expectGood(page, '/account/demographics/delete');
    await page.getByRole('link', { name: 'Keep it' }).click();
    expect(await page.getByLabel('Gender', { exact: true }).inputValue()).toBe('female');
    await page.getByRole('link', { name: 'Delete what you told us' }).click();
    await page.getByRole('button', { name: 'Delete it' }).click();
    expect(await page.getByLabel('Gender', { exact: true }).inputValue()).toBe('');

    await to('Everything that we hold about you');
    await expectGood(page, '/account/holdings');
    expect(await page.content()).toContain('account.all@nhs.net');

    await to('Delete your account');
    await expectGood(page, '/account/leave');
    await page.getByText('How long we keep what has an end of its own').click();
    await expectGood(page, '/account/leave', 'with all of it');
    await page.getByRole('button', { name: 'Delete my account' }).click();
    await expectGood(page, '/account/leave', 'with errors');
    expect(await page.locator('.nhsuk-error-summary').textContent()).toContain('Tick that you want');
    await page.getByLabel('Yes, delete the account of account.all@nhs.net').check();
    await page.getByRole('button', { name: 'Delete my account' }).click();
    expect(await heading(page)).toBe('Your account is deleted');
    await expectGood(page, '/account-deleted');
    await page.goto(`${hub().url}/account`);
    expect(await heading(page)).toBe('Sign in to your account');
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
    expect(await heading(page)).toBe('You were signed out');
    const opening = context.waitForEvent('page');
    await page.getByRole('link', { name: 'Sign in (opens in a new tab)' }).click();
    const tab = await opening;
    await tab.getByRole('button', { name: 'Sign in' }).click();
    await onTheNextPage(tab, 'account.plain@nhs.net');
    expect(await heading(tab)).toBe('Your account');
    await page.getByRole('button', { name: 'Send it again' }).click();
    expect(await page.locator('.nhsuk-summary-list').textContent()).toContain('Something long that took a while');
    await context.close();
  });
};
