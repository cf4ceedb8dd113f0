import { Hono } from 'hono';
import { contextStorage } from 'hono/context-storage';
import { describe, expect, it } from 'vitest';
import { addDemographics } from '#functions/website/account/demographics.tsx';
import { type OwnEnv, requireSignIn } from '#functions/website/account/own.ts';
import { profileForm } from '#functions/website/account/profile-page.tsx';
import { createOwnApi } from '#functions/website/api/own-api.ts';
import { Inputs } from '#functions/website/forms/inputs.tsx';
import { personChoices } from '#functions/website/forms/person-fields.ts';
import { createPage } from '#functions/website/layout.tsx';
import { offeredBy } from '#functions/website/sessions/offered.ts';
import { createSessions } from '#functions/website/signing-in/sessions.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { secureRandom } from '#platform/ids.ts';

const page = createPage({ hub: southEastLondon, styles: '', script: '', isSignedIn: () => true });
const nobodyAnswers: typeof fetch = () => Promise.reject(new TypeError('fetch failed'));
const newKey = () => 'key-of-a-form-01';

const send = (app: Hono<OwnEnv>, path: string, fields: Readonly<Record<string, string>>, headers = {}) =>
  app.request(path, { method: 'POST', headers, body: new URLSearchParams(fields) });

describe('a form of an account', () => {
  it('comes back with all that was entered while nobody can tell who is signed in', async () => {
    const fails = async () => {
      throw new Error('The table gives no answer');
    };
    const logged: string[] = [];
    const app = new Hono<OwnEnv>();
    app.use(contextStorage());
    app.use(
      requireSignIn({
        page,
        sessions: createSessions({
          sealed: { keep: fails, find: fails, replace: fails, end: fails },
          cognito: {
            addressToAddPasskey: () => '',
            addressToSignIn: () => '',
            addressToSignOut: () => '',
            exchange: fails,
            refresh: fails,
            revoke: fails,
          },
          clock: () => new Date(0),
          random: secureRandom,
        }),
        ownApi: (token) => createOwnApi('https://api.invalid', token, nobodyAnswers),
        newKey,
        log: { begin: () => undefined, event: (name) => void logged.push(name) },
      }),
    );
    app.onError((_, c) => c.text('', 500));
    const headers = { Cookie: `__Host-session=${'A'.repeat(43)}.${'B'.repeat(43)}` };
    const sent = await send(app, '/account/demographics', { whose: 'w', gender: 'female' }, headers);
    const html = await sent.text();
    expect([sent.status, html.includes('name="gender" value="female"'), logged]).toEqual([503, true, ['event-failed']]);
    expect(html).toContain('action="/account/demographics"');
    expect((await app.request('/account', { headers })).status).toBe(500);
  });

  it('is done though what was kept of it cannot be dropped', async () => {
    const logged: string[] = [];
    const kept = { path: '/account/profile', whose: 'w', typed: {} };
    const sessions = {
      look: async () => ({ idToken: 'a', whose: 'w', kept, opener: 'o' }),
      dropForm: async () => {
        throw new Error('The table gives no answer');
      },
    };
    const log = { begin: () => undefined, event: (name: string) => void logged.push(name) };
    const app = new Hono<OwnEnv>();
    app.use(contextStorage());
    app.use(requireSignIn({ page, sessions, ownApi: () => ({}), newKey, log } as never));
    app.post('/account/profile', (c) => c.redirect('/account', 303));
    const headers = { Cookie: `__Host-session=${'A'.repeat(43)}.${'B'.repeat(43)}` };
    const sent = await send(app, '/account/profile', { whose: 'w' }, headers);
    expect([sent.status, logged]).toEqual([303, ['event-failed']]);
  });

  it('comes back with all that was entered while the API gives no answer, though what stands beside it cannot be read', async () => {
    const app = new Hono<OwnEnv>();
    app.use(contextStorage());
    app.use((c, next) => {
      const api = createOwnApi('https://api.invalid', 'token', nobodyAnswers);
      c.set('own', { api, whose: 'w', kept: undefined, newKey });
      return next();
    });
    addDemographics(app, { page });
    const sent = await send(app, '/demographics', { gender: 'female', agreed: '1', key: 'the-key-it-came-with' });
    const html = await sent.text();
    expect(sent.status).toBe(503);
    expect(html).toMatch(/<option value="female" selected/);
    expect(html).toContain('name="agreed" value="1"');
    expect(html).toContain('value="the-key-it-came-with"');
    expect((await send(app, '/demographics', { gender: 'female' })).status).toBe(422);
  });

  it('chooses nothing for somebody whose borough or role is offered no more', () => {
    const typed = { name: 'A', borough: 'Atlantis', jobRole: 'alchemist', jobTitle: 'B' };
    const choices = personChoices(offeredBy(southEastLondon));
    const html = String(<Inputs form={profileForm} typed={typed} faults={{}} choices={choices} />);
    for (const name of ['borough', 'jobRole'])
      expect(html).toMatch(new RegExp(`<select[^>]* name="${name}"[^>]*><option value="">Choose one</option>`));
    expect(html).not.toContain('selected');
    const faults = profileForm.faultsIn({ ...typed, borough: '', jobRole: '' });
    expect(Object.keys(faults)).toEqual(['borough', 'jobRole']);
  });
});
