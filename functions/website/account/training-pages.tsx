import type * as z from 'zod';
import { courseLevelInWords, courseLevels } from '#domain/funding/course.ts';
import { dayInWords } from '#domain/time/london.ts';
import { NewDispute, NewTrainingRecord, type TrainingEntry } from '#functions/training/schemas.ts';
import { CertificateLink } from '../certificates/link.tsx';
import { Button, ButtonLink } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { SummaryList, type SummaryRow } from '../components/summary-list.tsx';
import { FaultsSummary } from '../forms/faults-summary.tsx';
import { createForm } from '../forms/form.ts';
import { type AskedField, Inputs, yesOrNo } from '../forms/inputs.tsx';
import { asDay, asNumber, asYesOrNo } from '../forms/reading.ts';
import type { Filled } from '../forms/sending.ts';
import type { Page } from '../layout.tsx';
import { versionField } from './newest.ts';
import type { Own } from './own.ts';
import { Further, KeptNote, OwnButton, OwnForm, ownPage } from './own-page.tsx';

export type Entry = z.output<typeof TrainingEntry>;

export const here = '/account/training-records';

const levels = courseLevels.map((level) => ({ value: level, text: courseLevelInWords(level) }));

export const trainingForm = createForm<AskedField>(NewTrainingRecord, [
  { name: 'title', pointer: '/title', kind: 'text', needed: true },
  { name: 'provider', pointer: '/provider', kind: 'text', needed: true },
  { name: 'completedOn', pointer: '/completedOn', kind: 'date', reading: asDay, needed: true },
  { name: 'hours', pointer: '/hours', kind: 'number', reading: asNumber, needed: true },
  { name: 'level', pointer: '/level', kind: 'select', choices: levels, none: 'None' },
  { name: 'participatory', pointer: '/participatory', kind: 'radios', choices: yesOrNo, reading: asYesOrNo },
]);

export const disputeForm = createForm(NewDispute, [{ name: 'words', pointer: '/words' }]);

const fromInWords = {
  own: 'You entered it',
  attendance: 'You attended it here',
  'funded-course': 'We paid for it',
  import: 'Brought over from elsewhere',
} as const satisfies Readonly<Record<Entry['source'], string>>;

const pathOf = ({ trainingRecordId }: Entry): string => `${here}/${trainingRecordId}`;

function rowsOf({ provider, completedOn, hours, level, source, certificate, dispute }: Entry): SummaryRow[] {
  const disputed =
    dispute &&
    (dispute.status === 'open' ? 'You said that it is wrong: we look into it' : (dispute.answer ?? 'Settled'));
  return [
    { key: 'Who gave it', value: provider },
    { key: 'Finished on', value: dayInWords(completedOn) },
    ...(hours === undefined ? [] : [{ key: 'Hours', value: String(hours) }]),
    ...(level === undefined ? [] : [{ key: 'Level', value: courseLevelInWords(level) }]),
    { key: 'Where it is from', value: fromInWords[source] },
    ...(certificate === undefined ? [] : [{ key: 'Certificate', value: <CertificateLink code={certificate.code} /> }]),
    ...(disputed === undefined ? [] : [{ key: 'What you said of it', value: disputed }]),
  ];
}

const Actions = ({ entry }: { readonly entry: Entry }) => {
  const hidden = <span class="nhsuk-u-visually-hidden">: {entry.title}</span>;
  if (entry.source !== 'own')
    return entry.dispute?.status === 'open' ? null : (
      <p>
        <a href={`${pathOf(entry)}/dispute`}>Say what is wrong with it{hidden}</a>
      </p>
    );
  return (
    <>
      <p>
        <a href={pathOf(entry)}>Change it{hidden}</a>
      </p>
      <p>
        <a href={`${pathOf(entry)}/delete`}>Delete it{hidden}</a>
      </p>
    </>
  );
};

interface ListProps {
  readonly entries: readonly Entry[];
  readonly nextCursor: string | undefined;
}

export const trainingPage = (page: Page, { entries, nextCursor }: ListProps) =>
  ownPage(page, {
    title: 'Your training',
    children: (
      <>
        <h1 class="nhsuk-heading-l">Your training</h1>
        <p>What you entered yourself, then the sessions that you attended here, then the courses that we paid for.</p>
        <ButtonLink href={`${here}/add`}>Add training that you had elsewhere</ButtonLink>
        {entries.map((entry) => (
          <>
            <h2 class="nhsuk-heading-m">{entry.title}</h2>
            <SummaryList rows={rowsOf(entry)} />
            <Actions entry={entry} />
          </>
        ))}
        <Further href={here} nextCursor={nextCursor} />
      </>
    ),
  });

/** Before anything is done: there is no way back. */
export const deletePage = (page: Page, own: Own, entry: Entry) =>
  ownPage(page, {
    title: 'Do you want to delete this training?',
    children: (
      <>
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{entry.title}</span>
          Do you want to delete this training?
        </h1>
        <SummaryList rows={rowsOf(entry)} />
        <p>It is then in your CPD log no more. You cannot get it back, but you can enter it again.</p>
        <OwnButton own={own} action={`${pathOf(entry)}/delete`} variant="warning">
          Delete it
        </OwnButton>
        <p>
          <a href={here}>Keep it</a>
        </p>
      </>
    ),
  });

interface FormProps extends Filled {
  readonly own: Own;
}

/** @param of - which is changed; none where it is added */
export const trainingFormPage = (
  page: Page,
  { own, typed, faults, key, of }: FormProps & { readonly of: string | undefined },
) => {
  const title = of === undefined ? 'Add training that you had elsewhere' : 'Change training that you entered';
  return ownPage(page, {
    title,
    hasError: Object.keys(faults).length > 0,
    children: (
      <>
        <FaultsSummary faults={faults} focusOf={trainingForm.focusOf} />
        <h1 class="nhsuk-heading-l">{title}</h1>
        <KeptNote own={own} />
        <OwnForm own={own} action={`${here}/${of ?? 'add'}`} sentKey={key}>
          {of !== undefined && <input type="hidden" name={versionField} value={typed[versionField]} />}
          <Inputs form={trainingForm} typed={typed} faults={faults} />
          <Button preventDoubleClick>Save</Button>
        </OwnForm>
      </>
    ),
  });
};

export const disputePage = (page: Page, { own, typed, faults, key, of }: FormProps & { readonly of: string }) =>
  ownPage(page, {
    title: 'Say what is wrong',
    hasError: Object.keys(faults).length > 0,
    children: (
      <>
        <FaultsSummary faults={faults} />
        <h1 class="nhsuk-heading-l">Say what is wrong with this record</h1>
        <KeptNote own={own} />
        <OwnForm own={own} action={`${here}/${of}/dispute`} sentKey={key}>
          {disputeForm.fields.map(({ name, label, hint }) => (
            <Field kind="textarea" name={name} label={label} hint={hint} value={typed[name]} error={faults[name]} />
          ))}
          <Button preventDoubleClick>Send</Button>
        </OwnForm>
      </>
    ),
  });
