import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { phone } from '../../support/browser.ts';
import { day, hour } from '../../support/hub.ts';
import { linkIn } from '../../support/platform.ts';
import { focusedOn, heading, type Story } from './story.ts';

/** A practice manager, who books for five of the practice. */
export const colleagues: Story = ({ hub, browser, expectGood }) => {
  async function sessionOf(title: string, capacity: number) {
    const startsAt = new Date((await hub().now()).getTime() + 60 * day);
    const endsAt = new Date(startsAt.getTime() + 3 * hour);
    return hub().publishSession({ title, capacity, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() });
  }

  const you = (page: Page) => page.getByRole('group', { name: 'You, and your practice' });
  const row = (page: Page, number: number) => page.getByRole('group', { name: `Colleague ${number}`, exact: true });

  async function fillInYou(page: Page, workEmail: string) {
    await you(page).getByLabel('Your full name').fill('Pat Manager');
    await you(page).getByLabel('Your work email address').fill(workEmail);
    await you(page).getByLabel('ODS code of your practice').fill('G85001');
    await you(page).getByLabel('Borough').selectOption('Lambeth');
  }

  async function fillIn(page: Page, number: number, name: string, workEmail: string) {
    await row(page, number).getByLabel('Full name').fill(name);
    await row(page, number).getByLabel('Work email address').fill(workEmail);
    await row(page, number).getByLabel('Role', { exact: true }).selectOption('Practice nurse');
    await row(page, number).getByLabel('Job title').fill('Practice nurse');
  }

  const names = ['Ann Bell', 'Bob Carr', 'Cat Dale', 'Dan Egg', 'Eve Fox'];
  const addressOf = (name: string) => `${name.toLowerCase().replace(' ', '.')}@five.nhs.uk`;

  it('books for five at once, mends one row, and sees who has a place and who says that it was not them', async () => {
    const sessionId = await sessionOf('Five from one practice', 4);
    const context = await browser().newContext();
    const page = await context.newPage();
    await page.goto(`${hub().url}/sessions/${sessionId}`);
    await page.getByRole('link', { name: 'Book for colleagues of your practice' }).click();
    await expectGood(page, '/sessions/:sessionId/book-for-colleagues');

    // Of nobody at all, one is asked for.
    await page.getByRole('button', { name: 'Book for these colleagues' }).click();
    await expectGood(page, '/sessions/:sessionId/book-for-colleagues', 'with errors');
    const summary = page.locator('.nhsuk-error-summary');
    expect(await summary.getByRole('link', { name: 'Enter your colleague’s full name' }).count()).toBe(1);

    await fillInYou(page, 'pat.manager@five.nhs.uk');
    for (const [at, name] of names.slice(0, 3).entries()) await fillIn(page, at + 1, name, addressOf(name));
    await page.getByRole('button', { name: 'Add another colleague' }).click();
    await page.getByRole('button', { name: 'Add another colleague' }).click();
    expect(await row(page, 5).count()).toBe(1);
    // Nothing that was typed is lost.
    expect(await row(page, 3).getByLabel('Full name').inputValue()).toBe('Cat Dale');
    await fillIn(page, 4, 'Dan Egg', addressOf('Ann Bell'));
    await fillIn(page, 5, 'Eve Fox', addressOf('Eve Fox'));
    await page.getByRole('button', { name: 'Book for these colleagues' }).click();
    await summary.getByRole('link', { name: 'You have given this email address already' }).click();
    expect(await focusedOn(page)).toContain('colleague-4-workEmail');
    await page.keyboard.type('x');
    await fillIn(page, 4, 'Dan Egg', addressOf('Dan Egg'));
    await page.getByRole('button', { name: 'Book for these colleagues' }).click();
    expect(await heading(page)).toBe('You have booked for your colleagues');
    await expectGood(page, '/sessions/:sessionId/booked-for-colleagues');
    expect(await page.locator('.nhsuk-panel').textContent()).toContain('4 have a place, 1 is in the waiting list');

    const [toAnn] = await hub().untilEmails(addressOf('Ann Bell'), 1);
    expect(toAnn?.text).toContain('Pat Manager has booked a place for you.');
    const [toEve] = await hub().untilEmails(addressOf('Eve Fox'), 1);
    expect(toEve?.subject).toContain('You are on the waiting list');
    const [toPat] = await hub().untilEmails('pat.manager@five.nhs.uk', 1);
    if (!toAnn || !toPat) throw new Error('There is no email');
    const group = linkIn(toPat);
    await page.goto(`${hub().url}/group-bookings/${group.id}?token=${group.token}`);
    expect(page.url()).toBe(`${hub().url}/group-bookings/${group.id}`);
    await expectGood(page, '/group-bookings/:groupBookingId');
    const standing = (name: string) => page.getByRole('row', { name }).textContent();
    expect(await standing('Ann Bell')).toContain('Has a place');
    expect(await standing('Eve Fox')).toContain('Is in the waiting list');

    // Ann did not want this, and says so by her own link.
    const ann = linkIn(toAnn);
    await page.goto(`${hub().url}/bookings/${ann.id}/not-me?token=${ann.token}`);
    await page.getByRole('button', { name: 'End this booking' }).click();
    await page.goto(`${hub().url}/group-bookings/${group.id}`);
    expect(await standing('Ann Bell')).toContain('Told us that this was not for them');

    await page.goto(`${page.url()}/not-me`);
    await expectGood(page, '/group-bookings/:groupBookingId/not-me');
    await page.getByRole('link', { name: 'It was me' }).click();
    expect(await heading(page)).toContain('The colleagues that you booked for');
    await context.clearCookies();
    await page.reload();
    expect(await heading(page)).toBe('You need your link for this');
    await context.close();
  });

  it('does the same on a phone without JavaScript, and whoever was named without knowing ends it all', async () => {
    const sessionId = await sessionOf('One practice without scripts', 4);
    const context = await browser().newContext({ ...phone, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${hub().url}/sessions/${sessionId}/book-for-colleagues`);
    await fillInYou(page, 'pat@plain.nhs.uk');
    await fillIn(page, 1, 'Una Plain', 'una@plain.nhs.uk');
    await page.getByRole('button', { name: 'Add another colleague' }).click();
    expect(await row(page, 1).getByLabel('Full name').inputValue()).toBe('Una Plain');
    expect(await you(page).getByLabel('Borough').inputValue()).toBe('Lambeth');
    // A row between that is left empty is left out.
    await fillIn(page, 4, 'Duo Plain', 'duo@plain.nhs.uk');
    await page.getByRole('button', { name: 'Book for these colleagues' }).click();
    expect(await page.locator('.nhsuk-panel').textContent()).toContain('2 have a place');
    const [toPat] = await hub().untilEmails('pat@plain.nhs.uk', 1);
    if (!toPat) throw new Error('There is no email');
    const { id, token } = linkIn(toPat);
    await page.goto(`${hub().url}/group-bookings/${id}/not-me?token=${token}`);
    await page.getByRole('button', { name: 'End these bookings: it was not me' }).click();
    expect(await heading(page)).toContain('Thank you for telling us');
    const told = await hub().untilEmails('duo@plain.nhs.uk', 2);
    expect(told[0]?.text).toContain('it was not them');
    await page.goto(`${hub().url}/group-bookings/${id}`);
    expect(await page.locator('table').count()).toBe(0);
    await context.close();
  });
};
