import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { phone } from '../../support/browser.ts';
import { day, hour } from '../../support/hub.ts';
import { linkIn } from '../../support/platform.ts';
import { focusedOn, heading, type Story } from './story.ts';

/** A nurse on a phone, between two patients. */
export const booking: Story = ({ hub, browser, scripts, expectGood }) => {
  async function sessionOf(title: string, capacity = 30) {
    const startsAt = new Date((await hub().now()).getTime() + 60 * day);
    const endsAt = new Date(startsAt.getTime() + 3 * hour);
    return hub().publishSession({ title, capacity, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() });
  }

  async function fillIn(page: Page, workEmail: string) {
    await page.getByLabel('Full name').fill("Siobhán O'Brien");
    await page.getByLabel('Work email address').fill(workEmail);
    await page.getByLabel('ODS code of your practice').fill('G85001');
    await page.getByLabel('Borough').selectOption('Lambeth');
    await page.getByLabel('Role', { exact: true }).selectOption('Practice nurse');
    await page.getByLabel('Job title').fill('Lead practice nurse');
  }

  it('finds a session, books a place, is told what to mend, and gets the email', async () => {
    const sessionId = await sessionOf('Asthma reviews for nurses');
    const context = await browser().newContext(phone);
    const page = await context.newPage();
    const faults: string[] = [];
    // That a form was refused is one, too, and meant.
    const meant = /status of 4\d\d/;
    page.on(
      'console',
      (message) => message.type() === 'error' && !meant.test(message.text()) && faults.push(message.text()),
    );
    page.on('requestfailed', (request) => faults.push(request.url()));

    await page.goto(hub().url);
    await expectGood(page, '/');
    await page.getByRole('button', { name: 'See the training sessions' }).click();
    await page.getByLabel('Words').fill('asthma');
    await page.getByRole('button', { name: 'Show these sessions' }).click();
    await expectGood(page, '/sessions');
    await page.getByRole('link', { name: 'Asthma reviews for nurses' }).click();
    await expectGood(page, '/sessions/:sessionId');
    await page.getByRole('button', { name: 'Book a place' }).click();
    await expectGood(page, '/sessions/:sessionId/book');

    // Nothing filled in but what is wrong.
    await page.getByLabel('Work email address').fill('siobhan at nhs');
    await page.getByLabel('What would help you to take part?').fill('A hearing loop');
    await page.getByRole('button', { name: 'Book a place' }).click();
    expect(await page.title()).toMatch(/^Error: /);
    await page.getByLabel(/I agree that you keep what I tell you/).check();
    await page.getByRole('button', { name: 'Book a place' }).click();
    await expectGood(page, '/sessions/:sessionId/book', 'with errors');
    const summary = page.locator('.nhsuk-error-summary');
    if (scripts) expect(await focusedOn(page)).toContain('nhsuk-error-summary');
    await summary.getByRole('link', { name: 'Enter your full name' }).click();
    expect(await focusedOn(page)).toContain('name');
    // Nothing that was typed is lost.
    expect(await page.getByLabel('Work email address').inputValue()).toBe('siobhan at nhs');
    expect(await page.getByLabel('What would help you to take part?').inputValue()).toBe('A hearing loop');

    await fillIn(page, 'phone@nhs.net');
    await page.getByRole('button', { name: 'Book a place' }).click();
    expect(await heading(page)).toBe('You have a place');
    await expectGood(page, '/sessions/:sessionId/booked');
    const [email] = await hub().untilEmails('phone@nhs.net', 1);
    expect(email?.subject).toBe('You have a place: Asthma reviews for nurses');
    expect(page.url()).toBe(`${hub().url}/sessions/${sessionId}/booked`);

    // The link in it, and out again.
    if (!email) throw new Error('There is no email');
    const { id, token } = linkIn(email);
    await page.goto(`${hub().url}/bookings/${id}?token=${token}`);
    expect(page.url()).toMatch(/\/bookings\/\w{26}$/);
    await expectGood(page, '/bookings/:bookingId');
    await page.getByRole('button', { name: 'Cancel this booking' }).click();
    await expectGood(page, '/bookings/:bookingId/cancel');
    await page.getByRole('button', { name: 'Cancel my booking' }).click();
    expect(await heading(page)).toContain('This booking is cancelled');
    await page.goto(`${page.url()}/not-me`);
    await expectGood(page, '/bookings/:bookingId/not-me');
    await context.clearCookies();
    await page.reload();
    expect(await heading(page)).toBe('You need your link for this');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('does the same without JavaScript, and joins the waiting list where every place is taken', async () => {
    const sessionId = await sessionOf('Without scripts', 1);
    await hub().book(sessionId, 'first@nhs.net');
    const context = await browser().newContext({ ...phone, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${hub().url}/sessions/${sessionId}`);
    await page.getByRole('button', { name: 'Join the waiting list' }).click();
    await page.getByRole('button', { name: 'Join the waiting list' }).click();
    expect(await page.locator('.nhsuk-error-summary').textContent()).toContain('Enter your full name');
    await fillIn(page, 'no.scripts@nhs.net');
    await page.getByRole('button', { name: 'Join the waiting list' }).click();
    expect(await heading(page)).toBe('You are in the waiting list');
    expect(await page.locator('.nhsuk-panel').textContent()).toContain('You are number 1 in the line');
    expect((await hub().untilEmails('no.scripts@nhs.net', 1))[0]?.subject).toContain('waiting list');
    await context.close();
  });
};
