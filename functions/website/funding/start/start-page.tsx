import { NewFundingRequest } from '#functions/funding/asking/schemas.ts';
import { Panel } from '../../components/panel.tsx';
import { createForm } from '../../forms/form.ts';
import { formPage } from '../../forms/form-page.tsx';
import type { AskedField, ChoicesByName } from '../../forms/inputs.tsx';
import { personFields } from '../../forms/person-fields.ts';
import type { Filled } from '../../forms/sending.ts';
import type { Page } from '../../layout.tsx';

export const startForm = createForm<AskedField>(NewFundingRequest, [
  ...personFields,
  { name: 'employer', pointer: '/person/employer', kind: 'select' },
]);

export const startPage = (page: Page, choices: ChoicesByName, filled: Filled) =>
  formPage(page, {
    ...filled,
    title: 'Ask for funding: who you are',
    back: '/funding',
    action: '/funding/start',
    form: startForm,
    choices,
    button: 'Begin',
    intro: <p>We send you a link by email. With it you tell us the rest, in as many sittings as you like.</p>,
  });

export const startedPage = (page: Page) =>
  page({
    title: 'Look at your email',
    children: (
      <>
        <Panel heading="Look at your email" />
        <p>We have sent a link to the address that you gave. Open it to go on with your request.</p>
        <p>It may take a few minutes. If nothing comes, look among unwanted mail, or begin again.</p>
      </>
    ),
  });
