import { courseLevelInWords, courseLevels } from '#domain/funding/course.ts';
import { payeeInWords, payeeKinds } from '#domain/funding/invoice.ts';
import { costInWords, costKinds, progressKindInWords, progressKinds } from '#domain/funding/pot.ts';
import { FundingRequestChange } from '#functions/funding/asking/schemas.ts';
import { InvoiceClaim } from '#functions/funding/invoices/schemas.ts';
import { Progress } from '#functions/funding/progress/schemas.ts';
import { Reply, Withdrawal } from '#functions/funding/requests/schemas.ts';
import { StatementAsked, StatementResent } from '#functions/funding/statements/schemas.ts';
import type { Hub } from '#hub/hub.ts';
import { createForm } from '../../forms/form.ts';
import type { AskedField, ChoicesByName } from '../../forms/inputs.tsx';
import { asChosen, asDay, asPence, orNone } from '../../forms/reading.ts';
import { createRows } from '../../forms/rows.ts';
import { documentField } from '../document-field.ts';

/** No pot: the hub finds the one that fits. */
export const notSure = 'not-sure';

/** The tasks of a request that are a form each, by the path below the request's own. */
export const questions = {
  course: {
    title: 'The course',
    form: createForm<AskedField>(FundingRequestChange, [
      { name: 'courseName', pointer: '/course/name', kind: 'text', needed: true },
      { name: 'providerId', pointer: '/course/provider/providerId', kind: 'select' },
      { name: 'providerName', pointer: '/course/provider/name', kind: 'text' },
      { name: 'level', pointer: '/course/level', kind: 'select', needed: true },
      { name: 'startsOn', pointer: '/course/startsOn', kind: 'date', reading: asDay, needed: true },
      { name: 'endsOn', pointer: '/course/endsOn', kind: 'date', reading: asDay, needed: true },
    ]),
  },
  cost: {
    title: 'What it costs',
    form: createForm<AskedField>(FundingRequestChange, [
      { name: 'costPence', pointer: '/costPence', kind: 'pounds', reading: asPence, needed: true },
      { name: 'amountPence', pointer: '/amountPence', kind: 'pounds', reading: asPence, needed: true },
      { name: 'paysFor', pointer: '/paysFor', kind: 'checkboxes', reading: asChosen(costKinds), needed: true },
      { name: 'otherFunding', pointer: '/otherFunding', kind: 'text', cleared: true },
    ]),
  },
  reason: {
    title: 'Your reason',
    form: createForm<AskedField>(FundingRequestChange, [
      { name: 'reason', pointer: '/reason', kind: 'textarea', rows: 8, needed: true },
      { name: 'applicantStatement', pointer: '/applicantStatement', kind: 'textarea', rows: 8, cleared: true },
    ]),
  },
  money: {
    title: 'Where the money comes from',
    form: createForm<AskedField>(FundingRequestChange, [
      { name: 'potId', pointer: '/potId', kind: 'radios', reading: orNone(notSure), needed: true },
    ]),
  },
} as const;
export type QuestionName = keyof typeof questions;

export const withdrawForm = createForm<AskedField>(Withdrawal, [
  { name: 'reason', pointer: '/reason', kind: 'textarea', rows: 3 },
]);
export const askForm = createForm<AskedField>(StatementAsked, [
  { name: 'kind', pointer: '/kind', kind: 'radios' },
  { name: 'authorName', pointer: '/authorName', kind: 'text' },
  { name: 'authorEmail', pointer: '/authorEmail', kind: 'email' },
]);
/** Of the same person, or of another who is named. */
export const askAgainForm = createForm<AskedField>(StatementResent, [
  { name: 'authorName', pointer: '/to/authorName', kind: 'text' },
  { name: 'authorEmail', pointer: '/to/authorEmail', kind: 'email' },
]);

/** What an invoice charges for each learner: mostly for one. */
export const lines = createRows('line', ['learner', 'pence'], 4);

export const replyForm = createForm<AskedField>(Reply, [
  { name: 'reply', pointer: '/reply', kind: 'textarea', rows: 8 },
  documentField,
]);
export const progressForm = createForm<AskedField>(Progress, [
  { name: 'kind', pointer: '/kind', kind: 'radios' },
  { name: 'note', pointer: '/note', kind: 'textarea', rows: 4 },
  documentField,
]);
export const claimForm = createForm<AskedField>(InvoiceClaim, [
  { name: 'number', pointer: '/number', kind: 'text' },
  { name: 'issuedOn', pointer: '/issuedOn', kind: 'date', reading: asDay },
  { name: 'payeeKind', pointer: '/payeeKind', kind: 'radios' },
  { name: 'payeeName', pointer: '/payeeName', kind: 'text' },
  { name: 'totalPence', pointer: '/totalPence', kind: 'pounds', reading: asPence },
  ...lines.numbers.flatMap((row): AskedField[] => [
    { name: lines.nameIn(row, 'learner'), pointer: `/lines/${row - 1}/learner`, kind: 'text' },
    { name: lines.nameIn(row, 'pence'), pointer: `/lines/${row - 1}/pence`, kind: 'pounds', reading: asPence },
  ]),
  documentField,
]);

const worded = <Value extends string>(values: readonly Value[], inWords: (value: Value) => string) =>
  values.map((value) => ({ value, text: inWords(value) }));

/** What there is to choose from in all of these, but for what is a request's own. */
export const choicesOf = ({ funding }: Pick<Hub, 'funding'>, today: string): ChoicesByName => ({
  providerId: funding.providers
    .filter(({ until }) => until === null || today <= until)
    .map(({ providerId, name }) => ({ value: providerId, text: name })),
  level: worded(courseLevels, courseLevelInWords),
  paysFor: worded(costKinds, costInWords),
  payeeKind: worded(payeeKinds, payeeInWords),
  kind: worded(progressKinds, progressKindInWords),
});
