import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAssets } from '#functions/website/assets.ts';
import { createSite } from '#functions/website/site.tsx';
import type { Hub } from '#hub/hub.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { siteFiles } from '../../infra/site-files.ts';
import { anotherLookingHub, buildSiteFiles } from '../support/another-hub/look.ts';

describe('what pages are drawn with', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'site-files-'));
    buildSiteFiles(folder, [southEastLondon, anotherLookingHub]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const siteOf = (hub: Hub) => createSite({ assets: readAssets(folder, hub.id), hub } as never);
  async function drawn(hub: Hub) {
    const site = siteOf(hub);
    const html = await (await site.request('/')).text();
    const [, styles = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(html) ?? [];
    return { site, html, css: await (await site.request(styles)).text() };
  }

  it('has each hub’s own colours', async () => {
    for (const hub of [southEastLondon, anotherLookingHub]) {
      const { css } = await drawn(hub);
      const { brandColour, linkColour, buttonColour } = hub.look;
      /** What the last rule of a selector says. */
      const said = (selector: string, property: string) =>
        [...css.matchAll(new RegExp(`[{}]${selector}\\{[^}]*?(?<![\\w-])${property}:(#\\w+)`, 'g'))].at(-1)?.[1];
      expect(said('\\.nhsuk-header', 'background-color')).toBe(brandColour);
      expect(said('a', 'color')).toBe(linkColour);
      expect(said('\\.nhsuk-button', 'background-color')).toBe(buttonColour);
    }
  });

  it('shows a hub’s logo with its words, in the one link to the start; or the name alone', async () => {
    const { site, html } = await drawn(anotherLookingHub);
    const [header = ''] = /<header.*?<\/header>/s.exec(html) ?? [];
    const [, src = ''] = /<img [^>]*src="([^"]+)"[^>]* alt="Another Training Hub, a plum"/.exec(header) ?? [];
    expect(header.match(/href="\/"/g)).toHaveLength(1);
    const logo = await site.request(src);
    expect(logo.headers.get('content-type')).toBe('image/svg+xml');
    expect(logo.headers.get('cache-control')).toContain('immutable');
    // Opened by itself, it runs nothing.
    expect(logo.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await logo.text()).toContain('<circle');
    expect((await drawn(southEastLondon)).html).not.toContain('<img');
  });

  it('is not built where people could not read it', () => {
    const look = { ...southEastLondon.look, brandColour: '#7fb2e5' };
    expect(() => siteFiles([{ id: 'pale', look }])).toThrow('The look of pale: brandColour: #7fb2e5');
  });
});
