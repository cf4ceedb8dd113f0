import type { ProcessedClass, Processing } from './processing.ts';
import { inWords } from './retention.ts';
import { type Purpose, purposes, type Recipient, recipients, sourceInWords } from './vocabulary.ts';

/** What is done with people's data otherwise than it was done before. Each is a sentence, but where it says otherwise. */
export interface ProcessingChanges {
  /** How each new one is worded. */
  readonly classes: readonly string[];
  readonly goneClasses: readonly string[];
  /** As `record.field`. */
  readonly fields: readonly string[];
  /** What is different of a class that there was before, and that people must hear of. */
  readonly different: readonly string[];
  /** What is done no more, or for less long. */
  readonly less: readonly string[];
  readonly transfers: readonly string[];
  /** Of a page of which nothing above has changed: what it says now, word for word. */
  readonly rewritten: readonly string[];
}

type Of<T> = (of: ProcessedClass) => readonly T[];

/** What a class has that another has not, told apart by all that is said of each. */
function added<T>(before: ProcessedClass, after: ProcessedClass, of: Of<T>, name: (each: T) => string): T[] {
  const known = new Set(of(before).map(name));
  return of(after).filter((each) => !known.has(name(each)));
}

type Period = ProcessedClass['retention'][number];
type Use = ProcessedClass['purposes'][number];
type Receipt = ProcessedClass['recipients'][number];

/** For comparing only: the leap days between are the same for both. */
const daysOf = ({ years = 0, days = 0 }: Period): number => years * 365.25 + days;

/** What became of each period: under a rule that there was, for longer, shorter or counted from something else; or under another rule. */
function periodsOf(before: ProcessedClass, after: ProcessedClass) {
  const [different, less]: [string[], string[]] = [[], []];
  for (const period of after.retention) {
    const was = before.retention.find(({ rule }) => rule === period.rule);
    const isLonger = was === undefined || was.from !== period.from || daysOf(period) > daysOf(was);
    if (isLonger) different.push(`now kept for ${inWords(period)}`);
    else if (daysOf(period) < daysOf(was)) less.push(`now kept for only ${inWords(period)}`);
  }
  // Whether what ended by it now ends sooner or later nobody can see from here.
  for (const period of before.retention)
    if (!after.retention.some(({ rule }) => rule === period.rule))
      different.push(`nothing is kept for ${inWords(period)} any more`);
  return { different, less };
}

const purposeInWords = (purpose: string): string => purposes[purpose as Purpose] ?? purpose;
const recipientInWords = ({ recipient, leaves, only = leaves }: Receipt): string =>
  `${recipients[recipient as Recipient] ?? recipient} (${only})`;

const ofUse = ({ purpose, basis, article9 }: Use): string => [purpose, basis, article9].join();
const useInWords = ({ purpose, basis, article9 }: Use): string =>
  `${purposeInWords(purpose)} (${[basis, ...(article9 === undefined ? [] : [article9])].join(', ')})`;

/** What is said of a class in one text, and how a change of it is told. */
const said = {
  wording: (text) => `we now say of it: “${text}”`,
  section: (text) => `now told under “${text}”`,
  erasure: (text) => `when you ask us to delete it: ${text}`,
  access: (text) => `when you ask for a copy: ${text}`,
  andElsewhere: (text) => text ?? 'nothing of it is kept longer elsewhere any more',
} as const satisfies { readonly [F in keyof ProcessedClass]?: (text: string | undefined) => string };

type Said = keyof typeof said;
/** Of every field of a class: a test holds that none is forgotten. */
function changesOfClass(before: ProcessedClass, after: ProcessedClass) {
  const periods = periodsOf(before, after);
  const texts = (Object.keys(said) as Said[]).filter((field) => before[field] !== after[field]);
  const different = [
    ...texts.map((field) => said[field](after[field] as string)), // Of which one alone may be missing, and takes that.
    ...added(before, after, (of) => of.sources, String).map((source) => `now also from ${sourceInWords(source)}`),
    ...added(before, after, (of) => of.purposes, ofUse).map((use) => `now used to ${useInWords(use)}`),
    ...added(before, after, (of) => of.recipients, JSON.stringify).map(
      (each) => `now shared with ${recipientInWords(each)}`,
    ),
    ...periods.different,
  ];
  const less = [
    ...added(after, before, (of) => of.sources, String).map((source) => `no longer from ${sourceInWords(source)}`),
    ...added(after, before, (of) => of.purposes, ofUse).map((use) => `no longer used to ${useInWords(use)}`),
    ...added(after, before, (of) => of.recipients, JSON.stringify).map(
      (each) => `no longer shared with ${recipientInWords(each)}`,
    ),
    ...periods.less,
  ];
  // By the name that people know it by.
  const named = (change: string) => `${before.wording}: ${change}`;
  return { different: different.map(named), less: less.map(named) };
}

const fieldsOf = ({ classes }: Processing): string[] =>
  classes.flatMap(({ fields = [] }) => fields.map(({ record, field }) => `${record}.${field}`));

/** What goes out of the country, or that nobody has said so any more. */
function transfersOf(before: Processing['transfers'], after: Processing['transfers']): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (after === null) return ['Whether information goes to places outside the United Kingdom is no longer named'];
  const known = new Set(before?.map((each) => JSON.stringify(each)));
  const kept = new Set(after.map((each) => JSON.stringify(each)));
  const toWhom = ({ recipient, country, safeguard }: (typeof after)[number]) =>
    `${recipient} in ${country}, protected by ${safeguard}`;
  return [
    ...after
      .filter((each) => !known.has(JSON.stringify(each)))
      .map((each) => `We now pass information on to ${toWhom(each)}`),
    ...(before ?? [])
      .filter((each) => !kept.has(JSON.stringify(each)))
      .map((each) => `We no longer pass information on to ${toWhom(each)}`),
    ...(after.length === 0 ? ['No information is passed on to anybody outside the United Kingdom'] : []),
  ];
}

/** @param before - of another day, or another revision; `after`: what there is now */
export function changesBetween(before: Processing, after: Processing): ProcessingChanges {
  const known = new Map(before.classes.map((each) => [each.dataClass, each]));
  const kept = new Set(after.classes.map(({ dataClass }) => dataClass));
  const changed = after.classes.flatMap((each) => {
    const was = known.get(each.dataClass);
    return was ? [changesOfClass(was, each)] : [];
  });
  const [fieldsBefore, fieldsAfter] = [fieldsOf(before), fieldsOf(after)];
  const goneFields = fieldsBefore.filter((field) => !fieldsAfter.includes(field));
  return {
    classes: after.classes.filter(({ dataClass }) => !known.has(dataClass)).map(({ wording }) => wording),
    goneClasses: before.classes.filter(({ dataClass }) => !kept.has(dataClass)).map(({ wording }) => wording),
    fields: fieldsAfter.filter((field) => !fieldsBefore.includes(field)),
    different: changed.flatMap(({ different }) => different),
    less: [
      ...changed.flatMap(({ less }) => less),
      ...goneFields.map((field) => `We no longer store the field ${field}`),
    ],
    transfers: transfersOf(before.transfers, after.transfers),
    rewritten: [],
  };
}

/**
 * Whether people must be told before it takes effect (UK GDPR, Articles 13(3) and 14(4)). A field alone is no news: its class says it
 * all; nor is what is done no more. Of other words whether they promise less no code can tell, so that they count.
 */
export const mustBeTold = ({
  fields: _fields,
  less: _less,
  goneClasses: _goneClasses,
  ...news
}: ProcessingChanges): boolean => Object.values(news).some((found) => found.length > 0);

/** What alone they must be told. */
export const newsInWords = (changes: ProcessingChanges): string[] =>
  changesInWords({ ...changes, fields: [], less: [], goneClasses: [] });

/** For people to read: a sentence for each. */
export const changesInWords = (changes: ProcessingChanges): string[] => [
  ...changes.classes.map((wording) => `We now hold ${wording}`),
  ...changes.goneClasses.map((wording) => `We no longer hold ${wording}`),
  ...changes.fields.map((field) => `We now store the field ${field}`),
  ...changes.different,
  ...changes.less,
  ...changes.transfers,
  ...changes.rewritten.map((text) => `The policy now says: “${text}”`),
];
