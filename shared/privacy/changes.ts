import { type Purpose, purposes, type Recipient, recipients, sourceInWords } from './inventory.ts';
import type { ProcessedClass, Processing } from './processing.ts';

/** What is done with people's data that was not done before. */
export interface ProcessingChanges {
  readonly classes: readonly string[];
  /** As `record.field`. */
  readonly fields: readonly string[];
  /** Each as a sentence, of a class that there was before. */
  readonly sources: readonly string[];
  readonly purposes: readonly string[];
  readonly recipients: readonly string[];
  readonly longerPeriods: readonly string[];
  readonly transfers: readonly string[];
}

type Of<T> = (of: ProcessedClass) => readonly T[];

/** What a class has now that it had not, told apart by all that is said of each. */
function added<T>(before: ProcessedClass, after: ProcessedClass, of: Of<T>, name: (each: T) => string): T[] {
  const known = new Set(of(before).map(name));
  return of(after).filter((each) => !known.has(name(each)));
}

type Period = ProcessedClass['retention'][number];
/** For comparing only: the leap days between are the same for both. */
const daysOf = ({ years = 0, days = 0 }: Period): number => years * 365.25 + days;
const inWords = ({ years, days, from }: Period): string =>
  `${years === undefined ? `${days} days` : `${years} years`} from ${from}`;

/** Under a rule that there was, for longer or counted from something else; or under a rule that there was not. */
function longerPeriods(before: ProcessedClass, after: ProcessedClass): string[] {
  return after.retention.flatMap((period) => {
    const was = before.retention.find(({ rule }) => rule === period.rule);
    const isLonger = was === undefined || was.from !== period.from || daysOf(period) > daysOf(was);
    return isLonger ? [inWords(period)] : [];
  });
}

const purposeInWords = (purpose: string): string => purposes[purpose as Purpose] ?? purpose;
const recipientInWords = (recipient: string): string => recipients[recipient as Recipient] ?? recipient;

/** Of one class that there was before. */
function changesOfClass(before: ProcessedClass, after: ProcessedClass) {
  const { wording } = after;
  return {
    sources: added(before, after, (of) => of.sources, String).map(
      (source) => `${wording}: now also from ${sourceInWords(source)}`,
    ),
    purposes: added(
      before,
      after,
      (of) => of.purposes,
      ({ purpose, basis, article9 }) => [purpose, basis, article9].join(),
    ).map(({ purpose, basis }) => `${wording}: now used to ${purposeInWords(purpose)} (${basis})`),
    recipients: added(
      before,
      after,
      (of) => of.recipients,
      ({ recipient, leaves }) => `${recipient} ${leaves}`,
    ).map(({ recipient, leaves }) => `${wording}: now shared with ${recipientInWords(recipient)} (${leaves})`),
    longerPeriods: longerPeriods(before, after).map((period) => `${wording}: now kept for ${period}`),
  };
}

const fieldsOf = ({ classes }: Processing): string[] =>
  classes.flatMap(({ fields = [] }) => fields.map(({ record, field }) => `${record}.${field}`));

/** @param before - of another day, or another revision; `after`: what there is now */
export function changesBetween(before: Processing, after: Processing): ProcessingChanges {
  const known = new Map(before.classes.map((each) => [each.dataClass, each]));
  const changed = after.classes.flatMap((each) => {
    const was = known.get(each.dataClass);
    return was ? [changesOfClass(was, each)] : [];
  });
  const fieldsBefore = new Set(fieldsOf(before));
  const transfersBefore = new Set((before.transfers ?? []).map((each) => JSON.stringify(each)));
  return {
    classes: after.classes.filter(({ dataClass }) => !known.has(dataClass)).map(({ wording }) => wording),
    fields: fieldsOf(after).filter((field) => !fieldsBefore.has(field)),
    sources: changed.flatMap(({ sources }) => sources),
    purposes: changed.flatMap((each) => each.purposes),
    recipients: changed.flatMap((each) => each.recipients),
    longerPeriods: changed.flatMap((each) => each.longerPeriods),
    transfers: (after.transfers ?? [])
      .filter((each) => !transfersBefore.has(JSON.stringify(each)))
      .map(({ recipient, country, safeguard }) => `to ${recipient} in ${country}, protected by ${safeguard}`),
  };
}

/** Whether people must be told before it takes effect (UK GDPR, Articles 13(3) and 14(4)). A field alone is no news: its class says it all. */
export const mustBeTold = ({ fields: _fields, ...news }: ProcessingChanges): boolean =>
  Object.values(news).some((found) => found.length > 0);

/** For people to read: a sentence for each. */
export const changesInWords = ({ classes, fields, transfers, ...ofClasses }: ProcessingChanges): string[] => [
  ...classes.map((wording) => `We now hold ${wording}`),
  ...fields.map((field) => `We now store the field ${field}`),
  ...Object.values(ofClasses).flat(),
  ...transfers.map((transfer) => `We now pass information on ${transfer}`),
];
