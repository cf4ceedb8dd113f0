import type { Context, Hono } from 'hono';
import { mostColleagues } from '#domain/bookings/group-booking.ts';
import type { SiteDeps } from '../deps.ts';
import type { Faults, Typed } from '../forms/form.ts';
import { keyIn, onceBy, readableNow } from '../forms/once.ts';
import { againFor, keyOfNext } from '../forms/refused.ts';
import { typedIn } from '../forms/typed-in.ts';
import { problemWords } from '../words.ts';
import {
  anotherRow,
  colleaguesForm,
  doesField,
  faultsOfFirstRows,
  rowsAtFirst,
  rowsIn,
  withoutGaps,
} from './colleagues-form.ts';
import { colleaguesBookedPage, colleaguesPage } from './colleagues-page.tsx';
import { createFindSession } from './find-session.ts';
import { offeredBy } from './offered.ts';
import { notNow } from './session-page.tsx';

/** A number that stands in an address, where anybody may have typed it. */
const countIn = (c: Context, name: string): number => {
  const given = c.req.query(name) ?? '';
  return /^\d{1,2}$/.test(given) ? Math.min(mostColleagues, Number(given)) : 0;
};

export function addColleaguesForm(site: Hono, { api, page, hub, clock, newKey }: SiteDeps): void {
  const offered = offeredBy(hub);
  const findSession = createFindSession(api);
  const path = '/sessions/:sessionId/book-for-colleagues';

  site.get(path, async (c) => {
    const session = await findSession(c.req.param('sessionId'));
    // Its page says why.
    if (notNow(session, clock()) !== undefined) return c.redirect(`/sessions/${session.sessionId}`, 303);
    const empty = { rows: rowsAtFirst, typed: {}, faults: {}, key: newKey() };
    return c.html(colleaguesPage(page, { sessionId: session.sessionId, session, offered, ...empty }));
  });

  site.get('/sessions/:sessionId/booked-for-colleagues', async (c) => {
    const session = await findSession(c.req.param('sessionId'));
    const [places, waiting] = [countIn(c, 'places'), countIn(c, 'waiting')];
    // Nobody was booked who comes here by themselves.
    if (places + waiting === 0) return c.redirect(`/sessions/${session.sessionId}`, 303);
    return c.html(colleaguesBookedPage(page, session, { places, waiting }));
  });

  interface Again {
    readonly typed: Typed;
    readonly rows: number;
    readonly faults: Faults;
    /** Of a form that may be sent again as it is; anew, where it is another from here on. */
    readonly key?: string | undefined;
  }

  /** The form once more, with all that was typed; also where what it is for cannot be read at the moment. */
  async function again(c: Context, { key, ...shown }: Again, status: 200 | 409 | 422 | 503) {
    const sessionId = c.req.param('sessionId') ?? '';
    const session = await readableNow(findSession(sessionId));
    return c.html(colleaguesPage(page, { sessionId, session, offered, ...shown, key: key ?? newKey() }), status);
  }

  site.post(path, async (c) => {
    const sessionId = c.req.param('sessionId');
    const sent = await typedIn(c);
    const [typed, rows, key] = [withoutGaps(sent), rowsIn(sent), keyIn(sent)];
    if (sent[doesField] === anotherRow) {
      return again(c, { typed, rows: Math.min(mostColleagues, rows + 1), faults: {}, key }, 200);
    }
    const reply = await api.bookForColleagues({ body: { ...colleaguesForm.bodyOf(typed), sessionId } }, onceBy(typed));
    if (reply.ok) {
      const { colleagues } = reply.body;
      const places = colleagues.filter(({ status }) => status === 'confirmed').length;
      const query = `places=${places}&waiting=${colleagues.length - places}`;
      return c.redirect(`/sessions/${sessionId}/booked-for-colleagues?${query}`, 303);
    }
    if (reply.code === 'session-full') {
      const faults = { '': reply.problem.detail ?? problemWords[reply.code].heading };
      return again(c, { typed, rows, faults }, 409);
    }
    const { faults, status } = againFor(colleaguesForm, reply);
    return again(
      c,
      { typed, rows, faults: faultsOfFirstRows(faults, typed), key: keyOfNext({ status }, typed, newKey) },
      status,
    );
  });
}
