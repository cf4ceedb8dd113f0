import { describe, expect, it } from 'vitest';
import { hasBrowser } from '../support/browser.ts';
import { isLong } from '../support/long.ts';
import { pathsOfSite } from '../support/router.ts';
import { everybodys } from './stories/every-story.ts';
import { tell } from './stories/telling.ts';

const { forms } = pathsOfSite();

// With or without it: booking, booking for colleagues, a manager's statement and a profile are sent without scripts in `pages.test.ts`, too.
describe.runIf(hasBrowser && isLong)('in a browser that runs no script', () => {
  const { sent } = tell(everybodys, { scripts: false });

  it('every form was sent for which nobody signs in', () => {
    // Signing in is Cognito's.
    const ofAccounts = /^\/(account\b|sign-in|sign-out)/;
    const everybodysForms = forms.filter(({ path }) => !ofAccounts.test(path));
    expect(everybodysForms.length).toBeGreaterThan(10);
    const never = everybodysForms.filter(({ pattern }) => ![...sent].some((address) => pattern.test(address)));
    expect(never.map(({ path }) => path)).toEqual([]);
  });
});
