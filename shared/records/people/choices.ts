import type * as z from 'zod';
import {
  type By,
  type Choice,
  type Chosen,
  consentPurposes,
  ended,
  isOf,
  newsConsent,
  objectionPurposes,
} from '#domain/people/choices.ts';
import type { Work } from '#platform/work.ts';
import { absent, all, present, when } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { check, put, update } from '../engine/writes.ts';
import { inGsi1, keys, type List, lists } from '../keys.ts';
import { ChoiceRecord } from './items.ts';
import { ChoiceView } from './views.ts';

export type KeptChoice = z.output<typeof ChoiceView>;

const mostNeeds = 200;
const mostOfEach = 50;

/** What is chosen once for all of a person, and so has few entries or many, each purpose by itself. */
export const byThemselves: readonly Chosen[] = [
  ...consentPurposes
    .filter((purpose) => purpose !== 'access-needs')
    .map((purpose) => ({ sort: 'consent', purpose }) as const),
  ...objectionPurposes.map((purpose) => ({ sort: 'objection', purpose }) as const),
];

/** What people consented and objected to. */
export interface Choices {
  /** The last that was made for something, whether it stands or not. */
  newest(personId: string, chosen: Chosen, work: Work): Promise<KeptChoice | undefined>;
  /** The same of each of the ids by which somebody is known, theirs first. */
  newestOf(personIds: readonly string[], chosen: Chosen, work: Work): Promise<KeptChoice[]>;
  /** The consents that they told access needs with, latest booking first: of each id 200 at most. */
  needsConsents(personIds: readonly string[], work: Work): Promise<KeptChoice[]>;
  /** What they chose, the latest first: of each id, and of each purpose, 50 at most. */
  history(personIds: readonly string[], work: Work): Promise<KeptChoice[]>;
}

export function createChoices({ records }: { readonly records: RecordsFor<'provide-services'> }): Choices {
  async function newest(personId: string, chosen: Chosen, work: Work): Promise<KeptChoice | undefined> {
    const list = lists.choicesAbout(personId, chosen);
    const { items } = await records.list(ChoiceView, list, { limit: 1, newestFirst: true }, work);
    return items[0];
  }

  async function latestIn(of: readonly List[], limit: number, work: Work): Promise<KeptChoice[]> {
    const options = { limit, newestFirst: true };
    const pages = await Promise.all(of.map((list) => records.list(ChoiceView, list, options, work)));
    return pages.flatMap(({ items }) => items).sort((a, b) => (a.madeAt > b.madeAt ? -1 : 1));
  }

  return {
    newest,

    async newestOf(personIds, chosen, work) {
      const found = await Promise.all(personIds.map((personId) => newest(personId, chosen, work)));
      return found.flatMap((choice) => choice ?? []);
    },

    needsConsents: (personIds, work) => latestIn(personIds.map(lists.needsConsentsOf), mostNeeds, work),

    history: (personIds, work) =>
      latestIn(
        personIds.flatMap((personId) => [
          ...byThemselves.map((chosen) => lists.choicesAbout(personId, chosen)),
          lists.needsConsentsOf(personId),
        ]),
        mostOfEach,
        work,
      ),
  };
}

/** A choice is made: refused where another was made for the same in this moment. @param workEmail - of whoever makes it */
export const choiceMade = (choice: Choice, workEmail: string) =>
  put(ChoiceRecord, keys.choice(choice), {
    ...choice,
    workEmail,
    ...(isOf(choice, newsConsent) && inGsi1(lists.newsConsents, choice.personId)),
  });

const standing = all(present, when(ChoiceRecord).missing('endedAt'));

/** It is taken back: refused where it was already. */
export const choiceEnded = (choice: KeptChoice, by: By) =>
  update(
    ChoiceRecord,
    keys.choice(choice),
    { set: ended(by), ...(isOf(choice, newsConsent) && { remove: ['gsi1pk', 'gsi1sk'] as const }) },
    standing,
  );

/** It stays as it stands, and is kept so much longer than what it is about can be. @param at - ISO 8601 UTC: now */
export const choiceOutlives = (choice: KeptChoice, at: string) =>
  update(ChoiceRecord, keys.choice(choice), { ends: { after: at } }, standing);

/** Which time it was that somebody consented to news. */
export type Consented = Pick<KeptChoice, 'personId' | 'number'>;

/** What else is written rests on its standing. */
export const choiceStands = (choice: Pick<KeptChoice, 'personId' | 'sort' | 'purpose' | 'of' | 'number'>) =>
  check(ChoiceRecord, keys.choice(choice), standing);

/** Nothing more was chosen for the same. @param newest - as it was read; none where there was none */
export const noneMadeSince = (personId: string, chosen: Chosen, newest: Pick<KeptChoice, 'number'> | undefined) =>
  check(ChoiceRecord, keys.choice({ personId, ...chosen, number: (newest?.number ?? 0) + 1 }), absent);

/** The same of news, whatever else they may have chosen. */
export const newsConsentStands = ({ personId, number }: Consented) =>
  choiceStands({ ...newsConsent, personId, number });
