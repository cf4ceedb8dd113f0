import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { phone } from '../../support/browser.ts';
import { aFundingRequest, aPot } from '../../support/funding-nouns.ts';
import { fundingVisitorOf } from '../../support/funding-visitor.ts';
import { linkIn, until } from '../../support/platform.ts';
import { pdf } from '../../support/uploads.ts';
import { focusedOn, heading, type Story } from './story.ts';

const request = '/funding-requests/:fundingRequestId';
const supporter = '/statements/:statementId';

/** Somebody who wants a course paid for, from “may I?” to the invoice; and their manager, who opens one link once. */
export const funding: Story = ({ hub, browser, expectGood }) => {
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const errors = (page: Page) => page.locator('.nhsuk-error-summary').textContent();

  async function fillInDay(page: Page, legend: string, [year = '', month = '', day = '']: readonly string[]) {
    const group = page.getByRole('group', { name: legend });
    for (const [label, value] of Object.entries({ Day: day, Month: month, Year: year }))
      await group.getByLabel(label).fill(value);
  }

  /** Sends a form as it is opened, or with what is wrong with it. */
  async function expectErrors(page: Page, path: string, button: string, wrong = async () => {}) {
    await wrong();
    await press(page, button);
    expect(await page.title()).toMatch(/^Error: /);
    await expectGood(page, path, 'with errors');
  }

  async function linkOf(workEmail: string, subject: string) {
    const found = await until(
      async () => (await hub().emailsTo(workEmail)).find((each) => each.subject.includes(subject)),
      (email) => email !== undefined,
      15_000,
      `“${subject}” to ${workEmail}`,
    );
    if (!found) throw new Error('There is no email');
    return { ...linkIn(found), href: /http:\S+\?token=\S+/.exec(found.text)?.[0] ?? '' };
  }

  async function begin(page: Page, workEmail: string) {
    await page.goto(`${hub().url}/funding/start`);
    await page.getByLabel('Full name').fill("Siobhán O'Brien");
    await page.getByLabel('Work email address').fill(workEmail);
    await page.getByLabel('ODS code of your practice').fill('G85001');
    await page.getByLabel('Borough').selectOption('Lambeth');
    await page.getByLabel('Role', { exact: true }).selectOption('Practice nurse');
    await page.getByLabel('Job title').fill('Lead practice nurse');
    await page.getByLabel('Who employs you').selectOption('A GP practice');
    await press(page, 'Begin');
    expect(await heading(page)).toBe('Look at your email');
  }

  async function upload(page: Page, what: string | undefined, name: string) {
    if (what !== undefined) await page.getByLabel(what).check();
    await page.getByLabel('A name for it').fill(`${name} 2041`);
    await page.getByLabel('PDF').check();
    await press(page, 'Choose the file');
    const buffer = Buffer.from(await pdf(name));
    await page.locator('input[type=file]').setInputFiles({ name: `${name}.pdf`, mimeType: 'application/pdf', buffer });
    await press(page, 'Upload it');
    await page.getByRole('heading', { name: 'Documents', level: 1, exact: true }).waitFor();
    // The file went straight to its store, which led back here; it can be used once it was checked.
    await until(
      async () => {
        await page.reload();
        return page.locator('.nhsuk-summary-list').textContent();
      },
      (text) => text?.includes('We have it') === true,
      15_000,
      `${name} to be checked`,
    );
  }

  it('asks for funding on a phone, task by task, and is led to what is missing', async () => {
    const potId = await fundingVisitorOf(hub()).pot(aPot({ name: 'CPD in a browser' }));
    const nurse = await browser().newContext(phone);
    const page = await nurse.newPage();
    await page.goto(hub().url);
    await press(page, 'See what can be funded');
    await expectGood(page, '/funding');
    await page.getByRole('link', { name: 'Check first whether you can have it' }).click();
    await expectGood(page, '/funding/check');
    await page.getByLabel('Role', { exact: true }).selectOption('Practice nurse');
    await fillInDay(page, 'First day of the course', ['2027', '', '18']);
    await expectErrors(page, '/funding/check', 'Check');
    expect(await page.getByLabel('Day').inputValue()).toBe('18');
    await fillInDay(page, 'First day of the course', ['2027', '01', '18']);
    await page.getByLabel('Who employs you').selectOption('A GP practice');
    await page.getByLabel('Borough').selectOption('Lambeth');
    await press(page, 'Check');
    expect(await page.locator('main').textContent()).toContain('You can ask for this');
    await expectGood(page, '/funding/check', 'answered');
    await press(page, 'Ask for funding');
    await expectGood(page, '/funding/start');
    await expectErrors(page, '/funding/start', 'Begin');
    await begin(page, 'wants.funding@nhs.net');
    await expectGood(page, '/funding/started');

    const { id: fundingRequestId, token, href } = await linkOf('wants.funding@nhs.net', 'funding request');
    await page.goto(href);
    expect(page.url()).toBe(`${hub().url}/funding-requests/${fundingRequestId}`);
    await expectGood(page, request);
    await page.getByRole('link', { name: 'Where the money comes from' }).click();
    await expectGood(page, `${request}/money`);
    await expectErrors(page, `${request}/money`, 'Save');
    await page.getByLabel('CPD in a browser').check();
    await press(page, 'Save');

    await page.getByRole('link', { name: 'The course' }).click();
    await expectGood(page, `${request}/course`);
    await page.getByLabel('Name of the course').fill('Asthma diploma');
    await fillInDay(page, 'First day', ['2026', '1', '18']);
    await fillInDay(page, 'Last day', ['2027', '3', '22']);
    await page.getByLabel('Who gives the course').selectOption('London South Bank University');
    await expectErrors(page, `${request}/course`, 'Save', async () => {});
    expect(await errors(page)).toContain('Choose the level');
    await page.getByLabel('Level').selectOption('Level 6');
    await expectErrors(page, `${request}/course`, 'Save');
    await page.getByRole('link', { name: 'A course that has begun cannot be funded' }).click();
    expect(await focusedOn(page)).toContain('startsOn-day');
    await fillInDay(page, 'First day', ['2027', '1', '18']);
    await press(page, 'Save');

    await page.getByRole('link', { name: 'What it costs' }).click();
    await expectGood(page, `${request}/cost`);
    await page.getByLabel('What the course costs').fill('twelve hundred');
    await expectErrors(page, `${request}/cost`, 'Save');
    await page.getByLabel('What the course costs').fill('£1,200');
    await page.getByLabel('What you ask us to pay').fill('333.33');
    await page.getByLabel('The course fee').check();
    await press(page, 'Save');

    await page.getByRole('link', { name: 'Your reason' }).click();
    await expectGood(page, `${request}/reason`);
    await expectErrors(page, `${request}/reason`, 'Save');
    await page.getByLabel('Why you want to take this course').fill('I will run the asthma clinic.');
    await press(page, 'Save');

    await press(page, 'Look it over, and send it');
    expect(await heading(page)).toBe('Your request is not complete yet');
    await expectGood(page, `${request}/send`);
    await page.getByRole('link', { name: 'Statements of support' }).click();
    await expectGood(page, `${request}/statements`);
    await expectErrors(page, `${request}/statements`, 'Ask them');
    await page.getByLabel('Your manager').check();
    await page.getByLabel('Their full name').fill('Pat Manager');
    await page.getByLabel('Their work email address').fill('pat.browser@nhs.net');
    await press(page, 'Ask them');
    await page.getByRole('link', { name: /^Ask again/ }).click();
    await expectGood(page, `${request}/statements/:statementId`);
    await expectErrors(page, `${request}/statements/:statementId`, 'Ask');

    await page.goto(`${hub().url}/funding-requests/${fundingRequestId}/send`);
    await expectGood(page, `${request}/send`, 'complete');
    await press(page, 'Send my request');
    expect(await heading(page)).toContain('We wait for a statement of support');

    // The manager, on their own computer, who has never been here.
    const { href: asked, id: statementId } = await linkOf('pat.browser@nhs.net', 'Please');
    const manager = await browser().newContext({ javaScriptEnabled: false });
    const one = await manager.newPage();
    await one.goto(asked);
    expect(one.url()).toBe(`${hub().url}/statements/${statementId}`);
    await press(one, 'Send my statement');
    expect(await errors(one)).toContain('Choose whether you support it');
    await one.getByLabel('Yes', { exact: true }).check();
    await one.getByLabel('Yes, it is paid work time').check();
    await one.getByLabel('The practice').check();
    await one.getByRole('link', { name: /^Upload a signed statement/ }).click();
    await upload(one, undefined, 'signed');
    await one.getByRole('link', { name: 'Back' }).click();
    await one.getByLabel('Yes', { exact: true }).check();
    await one.getByLabel('Yes, it is paid work time').check();
    await one.getByLabel('The practice').check();
    await one.getByLabel(/^signed 2041\.pdf/).check();
    await press(one, 'Send my statement');
    expect(await heading(one)).toBe('Thank you');
    await manager.close();

    await page.goto(`${hub().url}/funding-requests/${fundingRequestId}`);
    expect(await heading(page)).toContain('We have your request');
    const people = fundingVisitorOf(hub());
    await people.review(fundingRequestId);
    const staff = { token: await hub().tokenOf('funding') };
    const path = { fundingRequestId };
    accepted(await hub().api.requestInformation({ path, body: { question: 'On which days?' } }, staff));
    await page.reload();
    await expectGood(page, request, 'with a question');
    await press(page, 'Answer');
    await expectGood(page, `${request}/reply`);
    await expectErrors(page, `${request}/reply`, 'Send my answer');
    await page.getByLabel('Your answer').fill('On Mondays.');
    await press(page, 'Send my answer');
    accepted(await people.approve(fundingRequestId, potId, 33_333));

    await hub().moveClockTo(new Date('2027-01-18T10:00:00Z'));
    await page.reload();
    await expectGood(page, request, 'approved');
    await press(page, 'Tell us how it goes');
    await expectGood(page, `${request}/progress`);
    await expectErrors(page, `${request}/progress`, 'Send');
    await page.getByLabel('The course has started').check();
    await page.getByLabel('How it goes').fill('The first day was today.');
    await press(page, 'Send');
    expect(await heading(page)).toContain('You are on the course');
    await page.getByRole('link', { name: 'Your documents' }).click();
    await expectGood(page, `${request}/documents`);
    await expectErrors(page, `${request}/documents`, 'Choose the file');
    await upload(page, 'An invoice', 'invoice');
    await page.getByRole('link', { name: 'Back' }).click();
    await press(page, 'Send an invoice');
    await expectGood(page, `${request}/claim`);
    await expectErrors(page, `${request}/claim`, 'Send this invoice');
    await page.getByLabel('Number of the invoice').fill('INV-1');
    await fillInDay(page, 'Date of the invoice', ['2027', '1', '18']);
    await page.getByLabel('Who gives the course').check();
    await page.getByLabel('Their name').fill('London South Bank University');
    await page.getByLabel('Total of the invoice').fill('333.33');
    await page.getByLabel('What it charges for them').first().fill('333.33');
    await page.getByLabel(/^invoice 2041\.pdf/).check();
    await press(page, 'Send this invoice');
    expect(await page.locator('main').textContent()).toContain('INV-1, £333.33');
    const told = page.locator('dl').last();
    for (const line of ['Your manager gave a statement, and supports it', 'We approved it', 'You sent invoice INV-1'])
      expect(await told.textContent()).toContain(line);
    expect(accepted(await hub().api.getFundingRequest({ path }, { token })).body.invoices).toHaveLength(1);
    await nurse.close();
  });

  it('withdraws what they asked for; says that it was not them; and a manager says that they know nobody of the name', async () => {
    const context = await browser().newContext(phone);
    const page = await context.newPage();
    const { fundingRequestId, token } = await fundingVisitorOf(hub()).begin(aFundingRequest('takes.back@nhs.net'));
    await page.goto(`${hub().url}/funding-requests/${fundingRequestId}?token=${token}`);
    const body = {
      kind: 'manager' as const,
      authorName: 'Sam Stranger',
      authorEmail: 'sam.browser@nhs.net',
      documentIds: [],
    };
    accepted(await hub().api.askStatement({ path: { fundingRequestId }, body }, { token }));
    const other = await context.newPage();
    await other.goto((await linkOf('sam.browser@nhs.net', 'Please')).href);
    await expectGood(other, supporter);
    await expectErrors(other, supporter, 'Send my statement');
    await other.getByRole('link', { name: /^Upload a signed statement/ }).click();
    await expectGood(other, `${supporter}/documents`);
    await expectErrors(other, `${supporter}/documents`, 'Choose the file');
    await other.getByRole('link', { name: 'Back' }).click();
    await other.getByRole('link', { name: /^I am not the right person/ }).click();
    await expectGood(other, `${supporter}/somebody-else`);
    await expectErrors(other, `${supporter}/somebody-else`, 'Ask them');
    await other.getByRole('link', { name: 'Back' }).click();
    await other.getByRole('link', { name: 'I do not know who asks for this' }).click();
    await expectGood(other, `${supporter}/not-me`);
    await press(other, 'I do not know who asks for this');
    expect(await heading(other)).toBe('Thank you for telling us');

    await page.getByRole('link', { name: 'Withdraw this request' }).click();
    await expectGood(page, `${request}/withdraw`);
    await expectErrors(page, `${request}/withdraw`, 'Withdraw it', () => page.getByLabel('Why').fill('x'.repeat(501)));
    await page.getByLabel('Why').fill('Not this year');
    await press(page, 'Withdraw it');
    expect(await heading(page)).toContain('This request is withdrawn');
    await page.goto(`${page.url()}/not-me`);
    await expectGood(page, `${request}/not-me`);
    await press(page, 'End this request: it was not me');
    expect(await heading(page)).toBe('Thank you for telling us');
    await context.close();
  });
};
