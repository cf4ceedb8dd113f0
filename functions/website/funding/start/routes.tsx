import type { Hono } from 'hono';
import { employerInWords, employerKinds } from '#domain/funding/pot.ts';
import { answered, refusedAs } from '../../api/answered.ts';
import type { SiteDeps } from '../../deps.ts';
import type { Typed } from '../../forms/form.ts';
import type { ChoicesByName } from '../../forms/inputs.tsx';
import { personChoices } from '../../forms/person-fields.ts';
import { sendForm } from '../../forms/sending.ts';
import { offeredBy } from '../../sessions/offered.ts';
import { checkForm, checkPage } from './check-page.tsx';
import { potsPage } from './pots-page.tsx';
import { startedPage, startForm, startPage } from './start-page.tsx';

/** What can be funded, whether somebody can have it, and the beginning of a request. */
export function addFundingStart(site: Hono, { api, page, hub, newKey }: SiteDeps): void {
  const employer = employerKinds.map((value) => ({ value, text: employerInWords(value) }));
  const choices: ChoicesByName = { ...personChoices(offeredBy(hub)), employer };

  site.get('/funding', async (c) => c.html(potsPage(page, (await answered(api.listPots())).body.items)));

  site.get('/funding/check', async (c) => {
    const typed: Typed = c.req.query();
    // Whoever came by a link that counts visits has asked nothing.
    const isAsked = checkForm.fields.some(({ name }) => Object.keys(typed).some((each) => each.startsWith(name)));
    if (!isAsked) return c.html(checkPage(page, { choices, typed, faults: {} }));
    const unread = checkForm.faultsIn(typed);
    if (Object.keys(unread).length > 0) return c.html(checkPage(page, { choices, typed, faults: unread }), 422);
    const reply = await api.checkEligibility({ body: checkForm.bodyOf(typed) });
    if (reply.ok) return c.html(checkPage(page, { choices, typed, faults: {}, answers: reply.body.items }));
    if (reply.code !== 'not-valid') throw refusedAs(reply);
    const faults = checkForm.faultsOf(reply.problem.errors ?? []);
    return c.html(checkPage(page, { choices, typed, faults }), 422);
  });

  site.get('/funding/start', (c) => c.html(startPage(page, choices, { typed: {}, faults: {}, key: newKey() })));
  site.get('/funding/started', (c) => c.html(startedPage(page)));
  site.post('/funding/start', (c) =>
    sendForm(c, {
      newKey,
      form: startForm,
      send: (body, options) => api.startFundingRequest({ body }, options),
      again: (filled, status) => c.html(startPage(page, choices, filled), status),
      done: () => c.redirect('/funding/started', 303),
    }),
  );
}
