import type { Context, Hono } from 'hono';
import { ProblemError } from '#http/problem-error.ts';
import { answered } from '../api/answered.ts';
import type { OwnApi } from '../api/own-api.ts';
import type { AccountDeps } from '../deps.ts';
import type { Faults, Typed } from '../forms/form.ts';
import { againFor } from '../forms/refused.ts';
import { typedIn } from '../forms/typed-in.ts';
import type { OwnEnv } from './own.ts';
import {
  disputeForm,
  disputePage,
  type Entry,
  here,
  trainingForm,
  trainingFormPage,
  trainingPage,
  versionField,
} from './training-pages.tsx';

/** More pages of it than anybody has: what is entered comes first, and is 500 at most. */
const mostPages = 10;

/** There is no route to one of them: it is looked for among all. @throws ProblemError where it is none of theirs */
async function findEntry(api: OwnApi, trainingRecordId: string): Promise<Entry> {
  let cursor: string | undefined;
  for (let read = 0; read < mostPages; read += 1) {
    const { items, nextCursor } = (await answered(api.listTrainingRecords({ query: { cursor, limit: 100 } }))).body;
    const found = items.find((entry) => entry.trainingRecordId === trainingRecordId);
    if (found) return found;
    if (nextCursor === undefined) break;
    cursor = nextCursor;
  }
  throw new ProblemError('training-record-not-found');
}

const idIn = (c: Context<OwnEnv>): string => c.req.param('trainingRecordId') ?? '';

/** Add one, or change it. */
function addTrainingForm(account: Hono<OwnEnv>, { page }: Pick<AccountDeps, 'page'>): void {
  const show = (
    c: Context<OwnEnv>,
    of: string | undefined,
    typed: Typed,
    faults: Faults = {},
    status: 200 | 409 | 422 | 503 = 200,
  ) => c.html(trainingFormPage(page, { own: c.var.own, of, typed, faults }), status);

  account.get('/training-records/add', (c) => show(c, undefined, c.var.own.kept ?? {}));
  account.post('/training-records/add', async (c) => {
    const typed = await typedIn(c);
    const unread = trainingForm.faultsIn(typed);
    const reply = await c.var.own.api.addTrainingRecord({ body: trainingForm.bodyOf(typed) });
    if (reply.ok) return c.redirect(here, 303);
    const { faults, status } = againFor(trainingForm, reply);
    return show(c, undefined, typed, { ...faults, ...unread }, status);
  });

  account.get('/training-records/:trainingRecordId', async (c) => {
    const { own } = c.var;
    const entry = await findEntry(own.api, idIn(c));
    if (entry.source !== 'own') return c.redirect(here, 303);
    const typed = { ...trainingForm.typedOf(entry), [versionField]: String(entry.version) };
    return show(c, entry.trainingRecordId, own.kept ?? typed);
  });
  account.post('/training-records/:trainingRecordId', async (c) => {
    const { api } = c.var.own;
    const of = idIn(c);
    const typed = await typedIn(c);
    // What is left out of a change stays: whoever has emptied a field is asked for it, or takes it away.
    const missing = trainingForm.faultsIn(typed);
    if (Object.keys(missing).length > 0) return show(c, of, typed, missing, 422);
    const body = {
      level: null,
      participatory: null,
      ...trainingForm.bodyOf(typed),
      version: Number(typed[versionField]),
    };
    const reply = await api.changeTrainingRecord({ path: { trainingRecordId: of }, body });
    if (reply.ok) return c.redirect(here, 303);
    if (reply.code === 'stale-version') {
      const { version } = await findEntry(api, of);
      const said = 'You changed this elsewhere meanwhile. Look at what you entered, and save it again to have it so';
      return show(c, of, { ...typed, [versionField]: String(version) }, { '': said }, 409);
    }
    const { faults, status } = againFor(trainingForm, reply);
    return show(c, of, typed, faults, status);
  });
}

export function addTraining(account: Hono<OwnEnv>, deps: Pick<AccountDeps, 'page'>): void {
  const { page } = deps;
  account.get('/training-records', async (c) => {
    const { own } = c.var;
    const query = { cursor: c.req.query('cursor') };
    const { items, nextCursor } = (await answered(own.api.listTrainingRecords({ query }))).body;
    return c.html(trainingPage(page, { own, entries: items, nextCursor }));
  });
  addTrainingForm(account, deps);

  account.post('/training-records/:trainingRecordId/delete', async (c) => {
    await answered(c.var.own.api.deleteTrainingRecord({ path: { trainingRecordId: idIn(c) } }));
    return c.redirect(here, 303);
  });
  account.get('/training-records/:trainingRecordId/delete', (c) => c.redirect(here, 303));

  account.get('/training-records/:trainingRecordId/dispute', (c) => {
    const { own } = c.var;
    return c.html(disputePage(page, { own, of: idIn(c), typed: own.kept ?? {}, faults: {} }));
  });
  account.post('/training-records/:trainingRecordId/dispute', async (c) => {
    const { own } = c.var;
    const of = idIn(c);
    const typed = await typedIn(c);
    const body = disputeForm.bodyOf(typed);
    const reply = await own.api.disputeTrainingRecord({ path: { trainingRecordId: of }, body });
    if (reply.ok) return c.redirect(here, 303);
    const { faults, status } = againFor(disputeForm, reply);
    return c.html(disputePage(page, { own, of, typed, faults }), status);
  });
}
