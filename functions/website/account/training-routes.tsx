import type { Context, Hono } from 'hono';
import { ProblemError } from '#http/problem-error.ts';
import { answered } from '../api/answered.ts';
import type { OwnApi } from '../api/own-api.ts';
import type { AccountDeps } from '../deps.ts';
import { onceBy } from '../forms/once.ts';
import type { Again } from '../forms/refused.ts';
import { type Filled, sendForm } from '../forms/sending.ts';
import { typedIn } from '../forms/typed-in.ts';
import { onNewest, versionField } from './newest.ts';
import { type OwnEnv, opened } from './own.ts';
import {
  deletePage,
  disputeForm,
  disputePage,
  type Entry,
  here,
  trainingForm,
  trainingFormPage,
  trainingPage,
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

type ShownAs = 200 | Again['status'];

/** There is nothing to look for in their email: they look at their training. */
const sentBefore = { 'key-used-for-another-request': '' } as const;

/** Add one, or change it. */
function addTrainingForm(account: Hono<OwnEnv>, { page }: Pick<AccountDeps, 'page'>): void {
  const show = (c: Context<OwnEnv>, of: string | undefined, filled: Filled, status: ShownAs = 200) =>
    c.html(trainingFormPage(page, { own: c.var.own, of, ...filled }), status);

  account.get('/training-records/add', (c) => show(c, undefined, opened(c.var.own, c.var.own.kept ?? {})));
  account.post('/training-records/add', (c) => {
    const { own } = c.var;
    return sendForm(c, {
      form: trainingForm,
      newKey: own.newKey,
      send: (body, options) => own.api.addTrainingRecord({ body }, options),
      again: (filled, status) => show(c, undefined, filled, status),
      done: () => c.redirect(here, 303),
      said: { ...sentBefore, 'too-many-training-records': '' },
    });
  });

  account.get('/training-records/:trainingRecordId', async (c) => {
    const { own } = c.var;
    const entry = await findEntry(own.api, idIn(c));
    if (entry.source !== 'own') return c.redirect(here, 303);
    const typed = { ...trainingForm.typedOf(entry), [versionField]: String(entry.version) };
    return show(c, entry.trainingRecordId, opened(own, own.kept ?? typed));
  });
  account.post('/training-records/:trainingRecordId', (c) => {
    const { own } = c.var;
    const of = idIn(c);
    return sendForm(c, {
      form: trainingForm,
      newKey: own.newKey,
      send: (body, options, typed) => {
        // What is left out of a change stays: what is left empty here is taken away.
        const whole = { level: null, participatory: null, ...body, version: Number(typed[versionField]) };
        return own.api.changeTrainingRecord({ path: { trainingRecordId: of }, body: whole }, options);
      },
      again: async (filled, status) =>
        show(c, of, await onNewest(filled, status, async () => Number((await findEntry(own.api, of)).version)), status),
      done: () => c.redirect(here, 303),
      said: { 'stale-version': '' },
    });
  });
}

export function addTraining(account: Hono<OwnEnv>, deps: Pick<AccountDeps, 'page'>): void {
  const { page } = deps;
  account.get('/training-records', async (c) => {
    const query = { cursor: c.req.query('cursor') };
    const { items, nextCursor } = (await answered(c.var.own.api.listTrainingRecords({ query }))).body;
    return c.html(trainingPage(page, { entries: items, nextCursor }));
  });
  addTrainingForm(account, deps);

  account.get('/training-records/:trainingRecordId/delete', async (c) => {
    const { own } = c.var;
    const entry = await findEntry(own.api, idIn(c));
    return entry.source === 'own' ? c.html(deletePage(page, own, entry)) : c.redirect(here, 303);
  });
  account.post('/training-records/:trainingRecordId/delete', async (c) => {
    const options = onceBy(await typedIn(c));
    await answered(c.var.own.api.deleteTrainingRecord({ path: { trainingRecordId: idIn(c) } }, options));
    return c.redirect(here, 303);
  });

  const showDispute = (c: Context<OwnEnv>, filled: Filled, status: ShownAs = 200) =>
    c.html(disputePage(page, { own: c.var.own, of: idIn(c), ...filled }), status);
  account.get('/training-records/:trainingRecordId/dispute', (c) =>
    showDispute(c, opened(c.var.own, c.var.own.kept ?? {})),
  );
  account.post('/training-records/:trainingRecordId/dispute', (c) => {
    const { own } = c.var;
    return sendForm(c, {
      form: disputeForm,
      newKey: own.newKey,
      send: (body, options) => own.api.disputeTrainingRecord({ path: { trainingRecordId: idIn(c) }, body }, options),
      again: (filled, status) => showDispute(c, filled, status),
      done: () => c.redirect(here, 303),
      said: sentBefore,
    });
  });
}
