import { capitalised } from '#domain/text/listed.ts';
import type { ProcessedClass, RecordOfProcessing } from '#privacy/processing.ts';
import { inWords } from '#privacy/retention.ts';
import { basesInWords, isBasis, sourceInWords } from '#privacy/vocabulary.ts';

type Wordings = Pick<RecordOfProcessing, 'purposes' | 'recipients'>;

const explicit = 'Since it may say something about your health, only with your explicit consent';

/** `Provide you with our services. The law lets us because of a contract with you`. */
export const usesInWords = ({ purposes: uses }: ProcessedClass, { purposes }: Wordings): string[] =>
  uses.map(({ purpose, basis, article9 }) => {
    const why = capitalised(purposes.find((each) => each.purpose === purpose)?.wording ?? purpose);
    const may = `The law lets us because of ${isBasis(basis) ? basesInWords[basis] : basis}.`;
    return [`${why}.`, may, ...(article9 === undefined ? [] : [`${explicit}.`])].join(' ');
  });

export const sharedInWords = ({ recipients: taking }: ProcessedClass, { recipients }: Wordings): string[] =>
  taking.map(({ recipient, only }) => {
    const who = capitalised(recipients.find((each) => each.recipient === recipient)?.wording ?? recipient);
    return `${who}: ${only ?? 'only as numbers in which nobody can be recognised'}`;
  });

export const sourcesInWords = ({ sources }: ProcessedClass): string[] =>
  sources.map((source) => capitalised(sourceInWords(source)));

export const keptInWords = ({ retention, andElsewhere }: ProcessedClass): string[] => [
  ...retention.map((period) => capitalised(inWords(period))),
  ...(andElsewhere === undefined ? [] : [andElsewhere]),
];

const erasures: Readonly<Record<string, string>> = {
  delete: 'We delete it',
  anonymise: 'We take away what says that it is about you',
};

export const erasedInWords = ({ erasure }: ProcessedClass): string => erasures[erasure] ?? `It is ${erasure}`;
