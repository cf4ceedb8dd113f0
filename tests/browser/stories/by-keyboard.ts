import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { aFundingRequest } from '../../support/funding-nouns.ts';
import { fundingVisitorOf } from '../../support/funding-visitor.ts';
import { linksIn } from '../../support/site.ts';
import { focusedOn, heading, type Story } from './story.ts';

const Focused = z.object({ name: z.string(), isSeen: z.boolean() });

/** What has the focus, by its label or its words; and whether anybody can see that it has, by a change of its outline, shadow or colour. */
async function focused(page: Page) {
  return Focused.parse(
    await page.evaluate(`(() => {
      const element = document.activeElement;
      // Once round, before the first.
      if (element === document.body) return { name: '', isSeen: false };
      const name = (element.labels?.[0] ?? element).textContent.trim().replaceAll(/\\s+/g, ' ');
      const look = (of) => { const { outline, boxShadow, backgroundColor, borderColor } = getComputedStyle(of); return [outline, boxShadow, backgroundColor, borderColor].join(); };
      // What a radio or a checkbox looks like is its label's.
      const parts = [[element, undefined], ...(element.labels?.length ? [[element.labels[0], '::before']] : [])];
      const now = parts.map(([of, part]) => part ? getComputedStyle(of, part).boxShadow + getComputedStyle(of, part).outline : look(of)).join();
      element.blur();
      const then = parts.map(([of, part]) => part ? getComputedStyle(of, part).boxShadow + getComputedStyle(of, part).outline : look(of)).join();
      element.focus();
      return { name, isSeen: now !== then };
    })()`),
  );
}

/** Somebody who has no mouse: each kind of visitor once, from the first page of theirs to the last. */
export const byKeyboard: Story = ({ hub, browser }) => {
  async function keysOn(page: Page) {
    const press = (key: string) => page.keyboard.press(key);
    /** Goes on until there: everything on the way can be seen to have the focus. */
    async function to(name: string): Promise<void> {
      const passed: string[] = [];
      for (let presses = 0; presses < 60; presses += 1) {
        await press('Tab');
        const found = await focused(page);
        if (found.name !== '') expect(found.isSeen, `${found.name} on ${page.url()}`).toBe(true);
        if (found.name === name || found.name.startsWith(`${name} `)) return;
        passed.push(found.name);
      }
      throw new Error(`Nothing is called "${name}" by keyboard on ${page.url()}: ${passed.join(' · ')}`);
    }
    return {
      press,
      to,
      /** Past the header. */
      async skip() {
        await to('Skip to main content');
        await press('Enter');
      },
      async type(label: string, text: string) {
        await to(label);
        await page.keyboard.type(text);
      },
      /** A button or a link, which leads to another page. */
      async open(name: string) {
        await to(name);
        await Promise.all([page.waitForNavigation(), press('Enter')]);
      },
    };
  }

  async function begins() {
    const context = await browser().newContext({ viewport: { width: 1100, height: 760 } });
    const page = await context.newPage();
    return { context, page, keys: await keysOn(page) };
  }

  it('books a place: past the header at once, and from an error to its field', async () => {
    const sessionId = await hub().publishSession({ title: 'By keyboard' });
    const { context, page, keys } = await begins();
    await page.goto(`${hub().url}/sessions/${sessionId}`);
    await keys.skip();
    await keys.open('Book a place');
    await keys.type('Full name', "Siobhán O'Brien");
    await keys.open('Book a place');
    expect(await focusedOn(page)).toContain('nhsuk-error-summary');
    await keys.to('Enter your work email address');
    await keys.press('Enter');
    await page.keyboard.type('keys@nhs.net');
    await keys.type('ODS code of your practice', 'G85001');
    await keys.type('Borough', 'Lambeth');
    await keys.type('Role', 'Practice nurse');
    await keys.type('Job title', 'Nurse');
    await keys.open('Book a place');
    expect(await heading(page)).toBe('You have a place');
    const [email] = await hub().untilEmails('keys@nhs.net', 1);
    if (!email) throw new Error('There is no email');
    await page.goto(linksIn(email)[0] ?? '');
    await keys.open('Cancel this booking');
    await keys.open('Cancel my booking');
    expect(await heading(page)).toContain('This booking is cancelled');
    await context.close();
  });

  it('books for colleagues, and adds one more', async () => {
    const sessionId = await hub().publishSession({ title: 'By keyboard, for colleagues' });
    const { context, page, keys } = await begins();
    await page.goto(`${hub().url}/sessions/${sessionId}/book-for-colleagues`);
    await keys.open('Add another colleague');
    await keys.type('Your full name', 'Pat Manager');
    await keys.type('Your work email address', 'pat.keys@nhs.net');
    await keys.type('ODS code of your practice', 'G85001');
    await keys.type('Borough', 'Lambeth');
    await keys.type('Full name', 'Ann Keys');
    await keys.type('Work email address', 'ann.keys@nhs.net');
    await keys.type('Role', 'Practice nurse');
    await keys.type('Job title', 'Nurse');
    await keys.open('Book for these colleagues');
    expect(await heading(page)).toContain('You have booked');
    await context.close();
  });

  it('gives a statement as a manager', async () => {
    const people = fundingVisitorOf(hub());
    const request = await people.begin(aFundingRequest('asks.by.keys@nhs.net'));
    const { email } = await people.asked(request, 'manager', 'states.by.keys@nhs.net');
    const { context, page, keys } = await begins();
    await page.goto(linksIn(email)[0] ?? '');
    await keys.to('Yes');
    await keys.press('Space');
    await keys.to('Yes, it is paid work time');
    await keys.press('Space');
    await keys.to('The practice');
    await keys.press('Space');
    await keys.type('Your statement', 'They are good at it, and we need it.');
    await keys.open('Send my statement');
    expect(await heading(page)).toBe('Thank you');
    await context.close();
  });

  it('signs in, changes what is known of them, and signs out', async () => {
    await hub().register('learns.by.keys@nhs.net');
    const { context, page, keys } = await begins();
    await page.goto(`${hub().url}/account/profile`);
    await keys.skip();
    await keys.open('Sign in');
    await keys.open('learns.by.keys@nhs.net');
    await keys.to('Job title');
    await keys.press('Control+A');
    await page.keyboard.type('By keyboard');
    await keys.open('Save');
    expect(await page.locator('main').textContent()).toContain('By keyboard');
    await keys.open('Sign out');
    expect(await heading(page)).toBe('You have signed out');
    await context.close();
  });
};
