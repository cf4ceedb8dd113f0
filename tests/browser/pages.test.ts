import { describe, expect, it } from 'vitest';
import { hasBrowser } from '../support/browser.ts';
import { pathsOfSite } from '../support/router.ts';
import { everyStory } from './stories/every-story.ts';
import { tell } from './stories/telling.ts';

const { pages, forms } = pathsOfSite();

describe.skipIf(!hasBrowser)('in a browser', () => {
  const { visited, buttons } = tell(everyStory, { scripts: true });

  it('somebody has been on every page that there is, and on every form with something wrong', () => {
    // Some lead back from where a button was sent to, and one is a file.
    const leadsBack = /\/(accept|decline|sign-out|delete|file)$|^\/account\/(bookings|funding-requests)\/:\w+$/;
    const opened = pages.filter(({ path }) => !leadsBack.test(path));
    expect(opened.length).toBeGreaterThan(4);
    for (const { path } of opened) expect([...visited]).toContain(path);
    const filledIn = forms.filter(({ pattern }) => ![...buttons].some((address) => pattern.test(address)));
    expect(filledIn.length).toBeGreaterThan(0);
    for (const { path } of filledIn) expect([...visited]).toContain(`${path} with errors`);
  });
});
