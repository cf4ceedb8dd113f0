import type { Context, Hono } from 'hono';
import type * as z from 'zod';
import { disabilities, ethnicCategories, genders } from '#domain/people/demographics.ts';
import { type OwnDemographics, ToldDemographics } from '#functions/people/consents/schemas.ts';
import { answered } from '../api/answered.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import type { AccountDeps } from '../deps.ts';
import { FaultsSummary } from '../forms/faults-summary.tsx';
import { createForm, type Typed } from '../forms/form.ts';
import { type AskedField, Inputs } from '../forms/inputs.tsx';
import { passingFault, readableNow } from '../forms/once.ts';
import { asNumber } from '../forms/reading.ts';
import { type Filled, sendForm } from '../forms/sending.ts';
import type { Page } from '../layout.tsx';
import { type Own, type OwnEnv, opened } from './own.ts';
import { OwnButton, OwnForm, ownPage } from './own-page.tsx';

type Told = z.output<typeof OwnDemographics>;

/** Each may be left out. */
const chosen = (labels: Readonly<Record<string, string>>) =>
  ({
    kind: 'select',
    choices: Object.entries(labels).map(([value, text]) => ({ value, text })),
    none: 'Choose one, or leave it',
  }) as const;

const answers = createForm<AskedField>(ToldDemographics, [
  { name: 'gender', pointer: '/gender', ...chosen(genders) },
  { name: 'yearOfBirth', pointer: '/yearOfBirth', kind: 'number', reading: asNumber },
  { name: 'ethnicity', pointer: '/ethnicity', ...chosen(ethnicCategories) },
  { name: 'disability', pointer: '/disability', ...chosen(disabilities) },
]);

const here = '/account/demographics';
/** Ticked, it is of the version that was shown. */
const agreed = 'agreed';

const form: typeof answers = {
  ...answers,
  faultsIn: (typed) => ({
    ...answers.faultsIn(typed),
    ...(!typed[agreed] && { [agreed]: 'Tick that you agree, or tell us nothing' }),
  }),
};

interface Props extends Filled {
  readonly own: Own;
  /** None where it cannot be read at the moment. */
  readonly told: Told | undefined;
}

const demographicsPage = (page: Page, { own, told, typed, faults, key }: Props) =>
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
        <OwnForm own={own} action={here} sentKey={key}>
          <Inputs form={form} typed={typed} faults={faults} />
          {told === undefined ? (
            <input type="hidden" name={agreed} value={typed[agreed]} />
          ) : (
            <Field
              kind="checkboxes"
              name={agreed}
              label="If you tell us anything"
              error={faults[agreed]}
              value={typed[agreed] ? [typed[agreed]] : []}
              items={[{ value: String(told.wording.version), text: told.wording.text }]}
            />
          )}
          <Button preventDoubleClick>Save</Button>
        </OwnForm>
        {told !== undefined && told.told !== null && (
          <>
            <h2 class="nhsuk-heading-m">Take it back</h2>
            <p>
              <a href={`${here}/delete`}>Delete what you told us</a>
            </p>
          </>
        )}
      </>
    ),
  });

/** Before anything is done: there is no way back. What it is they need not see once more, with whoever looks on. */
const deletePage = (page: Page, own: Own) =>
  ownPage(page, {
    title: 'Do you want to delete what you told us about you?',
    children: (
      <>
        <h1 class="nhsuk-heading-l">Do you want to delete what you told us about you?</h1>
        <p>
          You take back that you agreed to it, and we delete your gender, year of birth, ethnicity and disability at
          once. Nothing else changes.
        </p>
        <OwnButton own={own} action={`${here}/delete`} variant="warning">
          Delete it
        </OwnButton>
        <p>
          <a href={here}>Keep it</a>
        </p>
      </>
    ),
  });

/** What is kept, as it would have been typed; that somebody prefers not to say their year is an empty field. */
const typedOf = ({ told }: Told): Typed => {
  if (told === null) return {};
  const { yearOfBirth, ...others } = told;
  return answers.typedOf(typeof yearOfBirth === 'number' ? { ...others, yearOfBirth } : others);
};

export function addDemographics(account: Hono<OwnEnv>, { page }: Pick<AccountDeps, 'page'>): void {
  const read = async (c: Context<OwnEnv>) => (await answered(c.var.own.api.getDemographics())).body;

  account.get('/demographics', async (c) => {
    const told = await read(c);
    return c.html(demographicsPage(page, { own: c.var.own, told, ...opened(c.var.own, typedOf(told)) }));
  });

  account.post('/demographics', (c) => {
    const { own } = c.var;
    return sendForm(c, {
      form,
      newKey: own.newKey,
      // Without the form's key: of what was answered before nothing is remembered, so that other answers under the same key would be lost.
      send: (body, _, typed) => own.api.saveDemographics({ body: { ...body, wordingVersion: Number(typed[agreed]) } }),
      async again({ typed, faults, key }, status) {
        const told = await readableNow(read(c));
        // Whoever agreed to other words has not agreed to these.
        const shown = status === 409 ? { ...typed, [agreed]: '' } : typed;
        const { [agreed]: unticked, ...others } = faults;
        const said = told === undefined && unticked !== undefined ? { ...others, ...passingFault('busy') } : faults;
        return c.html(demographicsPage(page, { own, told, typed: shown, faults: said, key }), status);
      },
      done: () => c.redirect(here, 303),
      said: { 'consent-changed': agreed },
    });
  });

  account.post('/demographics/delete', async (c) => {
    await answered(c.var.own.api.deleteDemographics());
    return c.redirect(here, 303);
  });
  account.get('/demographics/delete', async (c) => {
    const { told } = await read(c);
    return told === null ? c.redirect(here, 303) : c.html(deletePage(page, c.var.own));
  });
}
