import { randomBytes } from 'node:crypto';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { phone } from '../../support/browser.ts';
import { aFundingRequest } from '../../support/funding-nouns.ts';
import { fundingVisitorOf } from '../../support/funding-visitor.ts';
import { focusedOn, heading, type Story } from './story.ts';

const documents = '/funding-requests/:fundingRequestId/documents';

/** Somebody who sends a file on a slow line, that breaks off at times. */
export const uploads: Story = ({ hub, browser, expectGood }) => {
  const press = (page: Page) => page.getByRole('button', { name: 'Upload it', exact: true }).click();
  const choose = (page: Page, bytes: number, beginning = '%PDF-1.7 ') =>
    page.locator('input[type=file]').setInputFiles({
      name: 'course.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.concat([Buffer.from(beginning), randomBytes(bytes)]),
    });

  async function onTheWay(workEmail: string, options: BrowserContextOptions = phone) {
    const { fundingRequestId, token } = await fundingVisitorOf(hub()).begin(aFundingRequest(workEmail));
    const context = await browser().newContext(options);
    const page = await context.newPage();
    const posts: string[] = [];
    const { host } = new URL(hub().url);
    page.on('request', (request) => {
      if (request.method() === 'POST' && new URL(request.url()).host !== host) posts.push(request.url());
    });
    await page.goto(`${hub().url}/funding-requests/${fundingRequestId}/documents?token=${token}`);
    await page.getByLabel('Something that shows what I said').check();
    await page.getByLabel('PDF').check();
    await page.getByRole('button', { name: 'Choose the file' }).click();
    expect(await heading(page)).toBe('Choose the file');
    const kept = async () =>
      accepted(await hub().api.listDocuments({ path: { fundingRequestId } }, { token })).body.items.map(
        ({ status }) => status,
      );
    return { page, context, posts, kept };
  }

  it('is told at the field what is wrong with a file, before anything of it is sent', async () => {
    const { page, context, posts } = await onTheWay('too.large@nhs.net');
    await expectGood(page, documents, 'to choose a file');
    const errors = page.locator('.nhsuk-error-summary');
    const field = page.locator('#file');
    for (const [wrong, said] of [
      [async () => {}, 'Choose the file'],
      [() => choose(page, 7 * 1024 * 1024), 'The file must be 7 MB at most'],
      [() => choose(page, 100, 'MZ'), 'The file must be a PDF'],
    ] as const) {
      await wrong();
      await press(page);
      await errors.getByRole('link', { name: said }).waitFor();
      expect(await focusedOn(page)).toContain('nhsuk-error-summary');
      expect(await page.title()).toMatch(/^Error: Choose/);
      expect(await errors.count()).toBe(1);
      expect(await page.locator('#file-error').allTextContents()).toEqual([`Error: ${said}`]);
      expect(await field.getAttribute('aria-describedby')).toBe('file-hint file-error');
    }
    await expectGood(page, documents, 'with a file that is too large');
    await errors.getByRole('link').click();
    expect(await focusedOn(page)).toContain('file');
    expect(posts).toEqual([]);
    await context.close();
  });

  it('sees and hears how far the file is, and sends it once however often it is pressed', async () => {
    const { page, context, posts, kept } = await onTheWay('slow.line@nhs.net');
    const line = await context.newCDPSession(page);
    /** Bytes a second. */
    const slowTo = (uploadThroughput: number) =>
      line.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput,
      });
    await line.send('Network.enable');
    // Ten seconds for all of it: a busy machine takes some of them to look at the page meanwhile.
    await slowTo(150_000);
    await page.evaluate(`
      window.said = [];
      const status = document.querySelector('[role=status]');
      new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
    `);
    await choose(page, 1_500_000);
    await page.getByRole('button', { name: 'Upload it' }).dblclick();
    await page.getByRole('progressbar', { name: 'How much of the file is sent' }).waitFor();
    expect(await page.getByRole('button', { name: 'Upload it' }).isDisabled()).toBe(true);
    await page.getByText('Sending the file: 50%').waitFor();
    await expectGood(page, documents, 'while a file is sent');
    const said = await page.evaluate('said');
    await slowTo(-1);
    await page.getByRole('heading', { name: 'Documents', level: 1, exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/funding-requests\/\w+\/documents$/);
    expect(said).toEqual(['Sending the file: 0%', 'Sending the file: 25%', 'Sending the file: 50%']);
    expect(posts).toHaveLength(1);
    expect(await kept()).toHaveLength(1);
    await context.close();
  });

  it('finds the form again by going back, where the store refuses a file and no script runs; and gets another by a reload', async () => {
    const { page, context, posts, kept } = await onTheWay('no.script@nhs.net', { javaScriptEnabled: false });
    expect(await page.locator('main').textContent()).toContain('use the Back button of your browser');
    const signature = () => page.locator('input[name=X-Amz-Signature]').getAttribute('value');
    const first = await signature();
    await choose(page, 7 * 1024 * 1024);
    await press(page);
    await page.waitForURL((url) => url.host !== new URL(hub().url).host);
    expect(await page.content()).toContain('EntityTooLarge');
    await page.goBack();
    expect([await heading(page), await signature()]).toEqual(['Choose the file', first]);
    await page.reload();
    expect(await heading(page)).toBe('Choose the file');
    expect(await signature()).not.toBe(first);
    await choose(page, 1000);
    await press(page);
    await page.getByRole('heading', { name: 'Documents', level: 1, exact: true }).waitFor();
    expect(posts).toHaveLength(2);
    expect(await kept()).toHaveLength(2);
    await context.close();
  });

  it('stays on the page where the line breaks off, and sends the file again from there', async () => {
    const { page, context, posts } = await onTheWay('no.line@nhs.net');
    await choose(page, 1000);
    await context.setOffline(true);
    await press(page);
    await page.locator('.nhsuk-error-summary').getByText('Check that you are online').waitFor();
    await expectGood(page, documents, 'with a line that broke off');
    expect(await page.getByRole('progressbar').isVisible()).toBe(false);
    await context.setOffline(false);
    await press(page);
    await page.getByRole('heading', { name: 'Documents', level: 1, exact: true }).waitFor();
    expect(posts).toHaveLength(2);
    await context.close();
  });
};
