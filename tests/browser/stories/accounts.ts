import { expect, it } from 'vitest';
import { phone } from '../../support/browser.ts';
import { heading, type Story } from './story.ts';

const id = '01KF7A2C4E6G8J1M3P5R7T9V2X';
/** Which opens a page, and nothing that it asks about. */
const nobodys = 'a'.repeat(43);

/** Somebody who asks for an account, and reads what we write about it. */
export const accounts: Story = ({ hub, browser, expectGood }) => {
  it('asks for an account, is told what to mend, and confirms it by the link in the email', async () => {
    const context = await browser().newContext(phone);
    const page = await context.newPage();
    await page.goto(hub().url);
    await page.getByRole('link', { name: 'Ask for an account' }).click();
    await expectGood(page, '/register');
    await page.getByLabel('Full name').fill("Siobhán O'Brien");
    await page.getByRole('button', { name: 'Ask for an account' }).click();
    expect(await page.title()).toMatch(/^Error: /);
    await expectGood(page, '/register', 'with errors');
    expect(await page.getByLabel('Full name').inputValue()).toBe("Siobhán O'Brien");
    await page.getByLabel('Work email address').fill('asks.by.phone@nhs.net');
    await page.getByLabel('ODS code of your practice').fill('G85001');
    await page.getByLabel('Borough').selectOption('Lambeth');
    await page.getByLabel('Role', { exact: true }).selectOption('Practice nurse');
    await page.getByLabel('Job title').fill('Lead practice nurse');
    await page.getByRole('button', { name: 'Ask for an account' }).click();
    expect(await heading(page)).toBe('Look at your email');
    await expectGood(page, '/register/asked');

    const [email] = await hub().untilEmails('asks.by.phone@nhs.net', 1);
    const [link = ''] = email?.text.match(/http:\S+\?token=\S+/g) ?? [];
    await page.goto(link);
    expect(page.url()).not.toContain('token');
    await expectGood(page, '/registrations/:registrationId');
    await page.getByRole('link', { name: 'I did not ask for an account' }).click();
    await expectGood(page, '/registrations/:registrationId/not-me');
    await page.getByRole('link', { name: 'It was me' }).click();
    await page.getByRole('button', { name: 'Confirm my email address' }).click();
    expect(await heading(page)).toBe('You have an account');
    await expectGood(page, '/registrations/:registrationId', 'confirmed');
    await context.close();
  });

  it('opens the other links about an account, and is told by each what its button does', async () => {
    const context = await browser().newContext(phone);
    const page = await context.newPage();
    for (const [path, of] of [
      [`/registrations/${id}/not-me`, '/registrations/:registrationId/not-me'],
      [`/accounts/${id}`, '/accounts/:accountId'],
      [`/new-emails/${id}`, '/new-emails/:emailChangeId'],
      [`/new-emails/${id}/not-me`, '/new-emails/:emailChangeId/not-me'],
      [`/old-emails/${id}`, '/old-emails/:emailChangeId'],
      [`/old-emails/${id}/not-me`, '/old-emails/:emailChangeId/not-me'],
    ] as const) {
      await page.goto(`${hub().url}${path}?token=${nobodys}`);
      expect(await heading(page)).not.toBe('You need your link for this');
      await expectGood(page, of);
      await page.getByRole('main').getByRole('button').click();
      expect(await heading(page)).toBe('This link does not work any more');
    }
    await page.goto(`${hub().url}/stop-news?token=${id}.${nobodys}`);
    expect(page.url()).toBe(`${hub().url}/stop-news`);
    await expectGood(page, '/stop-news');
    await page.getByRole('button', { name: 'Stop news by email' }).click();
    expect(await heading(page)).toBe('This link does not work any more');
    await context.close();
  });
};
