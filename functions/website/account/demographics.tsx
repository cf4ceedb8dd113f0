import type { Context, Hono } from 'hono';
import type * as z from 'zod';
import { disabilities, ethnicCategories, genders } from '#domain/people/demographics.ts';
import { type OwnDemographics, ToldDemographics } from '#functions/people/consents/schemas.ts';
import { answered } from '../api/answered.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import type { AccountDeps } from '../deps.ts';
import { FaultsSummary } from '../forms/faults-summary.tsx';
import { createForm, type Faults, type Typed } from '../forms/form.ts';
import { type AskedField, Inputs } from '../forms/inputs.tsx';
import { asNumber } from '../forms/reading.ts';
import { againFor } from '../forms/refused.ts';
import { typedIn } from '../forms/typed-in.ts';
import type { Page } from '../layout.tsx';
import { problemWords } from '../words.ts';
import type { Own, OwnEnv } from './own.ts';
import { OwnButton, OwnForm, ownPage } from './own-page.tsx';

type Told = z.output<typeof OwnDemographics>;

/** Each may be left out. */
const chosen = (labels: Readonly<Record<string, string>>) =>
  ({
    kind: 'select',
    choices: Object.entries(labels).map(([value, text]) => ({ value, text })),
    none: 'Choose one, or leave it',
  }) as const;

const form = createForm<AskedField>(ToldDemographics, [
  { name: 'gender', pointer: '/gender', ...chosen(genders) },
  { name: 'yearOfBirth', pointer: '/yearOfBirth', kind: 'number', reading: asNumber },
  { name: 'ethnicity', pointer: '/ethnicity', ...chosen(ethnicCategories) },
  { name: 'disability', pointer: '/disability', ...chosen(disabilities) },
]);

const here = '/account/demographics';
/** Ticked, it is of the version that was shown. */
const agreed = 'agreed';

interface Props {
  readonly own: Own;
  readonly told: Told;
  readonly typed: Typed;
  readonly faults: Faults;
}

const demographicsPage = (page: Page, { own, told, typed, faults }: Props) =>
  ownPage(page, {
    title: 'About you, if you choose to tell us',
    hasError: Object.keys(faults).length > 0,
    children: (
      <>
        <FaultsSummary faults={faults} />
        <h1 class="nhsuk-heading-l">About you, if you choose to tell us</h1>
        <p>
          You may leave out any of it. It is kept apart from everything else. Nobody who decides about your bookings or
          requests can see it.
        </p>
        <OwnForm own={own} action={here}>
          <Inputs form={form} typed={typed} faults={faults} />
          <Field
            kind="checkboxes"
            name={agreed}
            label="If you tell us anything"
            error={faults[agreed]}
            value={typed[agreed] ? [typed[agreed]] : []}
            items={[{ value: String(told.wording.version), text: told.wording.text }]}
          />
          <Button preventDoubleClick>Save</Button>
        </OwnForm>
        {told.told !== null && (
          <>
            <h2 class="nhsuk-heading-m">Take it back</h2>
            <p>We delete what you told us, at once.</p>
            <OwnButton own={own} action={`${here}/delete`}>
              Delete what I told you
            </OwnButton>
          </>
        )}
      </>
    ),
  });

/** What is kept, as it would have been typed; that somebody prefers not to say their year is an empty field. */
const typedOf = ({ told }: Told): Typed => {
  if (told === null) return {};
  const { yearOfBirth, ...others } = told;
  return form.typedOf(typeof yearOfBirth === 'number' ? { ...others, yearOfBirth } : others);
};

export function addDemographics(account: Hono<OwnEnv>, { page }: Pick<AccountDeps, 'page'>): void {
  const read = async (c: Context<OwnEnv>) => (await answered(c.var.own.api.getDemographics())).body;

  account.get('/demographics', async (c) => {
    const told = await read(c);
    return c.html(demographicsPage(page, { own: c.var.own, told, typed: typedOf(told), faults: {} }));
  });

  account.post('/demographics', async (c) => {
    const { own } = c.var;
    const typed = await typedIn(c);
    const again = async (shown: Typed, faults: Faults, status: 409 | 422 | 503) =>
      c.html(demographicsPage(page, { own, told: await read(c), typed: shown, faults }), status);

    const unread = form.faultsIn(typed);
    if (Object.keys(unread).length > 0) return again(typed, unread, 422);
    if (!typed[agreed]) return again(typed, { [agreed]: 'Tick that you agree, or tell us nothing' }, 422);
    const reply = await own.api.saveDemographics({
      body: { ...form.bodyOf(typed), wordingVersion: Number(typed[agreed]) },
    });
    if (reply.ok) return c.redirect(here, 303);
    if (reply.code === 'consent-changed')
      return again({ ...typed, [agreed]: '' }, { [agreed]: problemWords[reply.code].heading }, 409);
    const { faults, status } = againFor(form, reply);
    return again(typed, faults, status);
  });

  account.post('/demographics/delete', async (c) => {
    await answered(c.var.own.api.deleteDemographics());
    return c.redirect(here, 303);
  });
  account.get('/demographics/delete', (c) => c.redirect(here, 303));
}
