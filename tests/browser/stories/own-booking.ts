import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { phone } from '../../support/browser.ts';
import { day, hour } from '../../support/hub.ts';
import { linksIn } from '../../support/site.ts';
import { focusedOn, heading, type Story } from './story.ts';

/** Somebody who has booked, and cannot come after all; and somebody who waits for their place. */
export const ownBooking: Story = ({ hub, browser, scripts, expectGood }) => {
  async function sessionOf(title: string, capacity = 30) {
    const startsAt = new Date((await hub().now()).getTime() + 60 * day);
    const endsAt = new Date(startsAt.getTime() + 3 * hour);
    return hub().publishSession({ title, capacity, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() });
  }
  const openLink = async (page: Page, email: Parameters<typeof linksIn>[0]) => page.goto(linksIn(email)[0] ?? '');

  it('hands the place over to a colleague, is told what to mend, and has what they need deleted', async () => {
    const { email } = await hub().booked(await sessionOf('To be handed over'), 'cannot.come@nhs.net');
    const context = await browser().newContext(phone);
    const page = await context.newPage();
    await openLink(page, email);
    await page.getByRole('link', { name: 'Delete what you told us would help you to take part' }).click();
    await expectGood(page, '/bookings/:bookingId/access-needs');
    await page.getByRole('button', { name: 'Delete it' }).click();
    await expectGood(page, '/bookings/:bookingId/access-needs', 'deleted');
    await page.getByRole('link', { name: 'See your booking' }).click();
    await page.getByRole('link', { name: 'Hand your place over to a colleague' }).click();
    await expectGood(page, '/bookings/:bookingId/substitute');

    await page.getByLabel('Their work email address').fill('cannot.come@nhs.net');
    await page.getByRole('button', { name: 'Hand over my place' }).click();
    expect(await page.title()).toMatch(/^Error: /);
    if (scripts) expect(await focusedOn(page)).toContain('nhsuk-error-summary');
    await expectGood(page, '/bookings/:bookingId/substitute', 'with errors');
    await page.getByLabel('Their full name').fill('Fay Colleague');
    await page.getByLabel('Their work email address').fill('comes.instead@nhs.net');
    await page.getByLabel('ODS code of their practice').fill('G85001');
    await page.getByLabel('Borough').selectOption('Lambeth');
    await page.getByLabel('Their role').selectOption('Practice nurse');
    await page.getByLabel('Their job title').fill('Nurse');
    // They were called away, and the link has closed since.
    await context.clearCookies();
    await page.getByRole('button', { name: 'Hand over my place' }).click();
    expect(await heading(page)).toBe('You need your link for this');
    await expectGood(page, new URL(page.url()).pathname, 'without its link');
    const other = await context.newPage();
    await openLink(other, email);
    await page.getByRole('button', { name: 'Send it again' }).click();
    expect(await heading(page)).toContain('You have handed over your place');
    const [received] = await hub().untilEmails('comes.instead@nhs.net', 1);
    expect(received?.text).toContain('has handed over their place to you');
    await context.close();
  });

  it('says what would help to take part, is told what to mend, and changes it', async () => {
    const { email } = await hub().booked(await sessionOf('To take part in'), 'needs.help@nhs.net');
    const context = await browser().newContext(phone);
    const page = await context.newPage();
    await openLink(page, email);
    const form = '/bookings/:bookingId/access-needs/tell';
    await page.getByRole('link', { name: 'Tell us what would help you to take part, or change it' }).click();
    await expectGood(page, form);
    await page.getByLabel('What would help you to take part?').fill('A hearing loop');
    await page.getByRole('button', { name: 'Tell us' }).click();
    expect(await page.title()).toMatch(/^Error: /);
    if (scripts) expect(await focusedOn(page)).toContain('nhsuk-error-summary');
    await expectGood(page, form, 'with errors');
    expect(await page.getByLabel('What would help you to take part?').inputValue()).toBe('A hearing loop');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Tell us' }).click();
    expect(await heading(page)).toContain('Thank you for telling us');
    await expectGood(page, form, 'told');

    await page.getByRole('link', { name: 'See your booking' }).click();
    await page.getByRole('link', { name: 'Tell us what would help you to take part, or change it' }).click();
    expect(await page.getByLabel('What would help you to take part?').inputValue()).toBe('');
    await page.getByLabel('What would help you to take part?').fill('A hearing loop, near the front');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Tell us' }).click();
    expect(await heading(page)).toContain('Thank you for telling us');
    await context.close();
  });

  it('takes a place that was offered, or leaves it', async () => {
    const sessionId = await sessionOf('Offered', 1);
    const first = await hub().booked(sessionId, 'had.it@nhs.net');
    await hub().booked(sessionId, 'waited@nhs.net');
    await hub().booked(sessionId, 'waited.longer@nhs.net');
    const path = { bookingId: first.id };
    await hub().api.cancelBooking({ path, body: {} }, { token: first.token });
    const context = await browser().newContext(phone);
    const page = await context.newPage();
    async function openOffer(workEmail: string) {
      const [offer] = await hub().untilEmails(workEmail, 2);
      if (!offer) throw new Error('There is no email');
      await openLink(page, offer);
      expect(await heading(page)).toContain('We keep a place for you until');
    }
    await openOffer('waited@nhs.net');
    await expectGood(page, '/bookings/:bookingId', 'offered');
    await page.getByRole('button', { name: 'Leave it to the next in line' }).click();
    expect(await heading(page)).not.toContain('We keep a place for you until');
    await openOffer('waited.longer@nhs.net');
    await page.getByRole('button', { name: 'Take this place' }).click();
    expect(await heading(page)).toContain('You have a place');
    await context.close();
  });
};
