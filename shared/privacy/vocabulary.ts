import type { Hub } from '#hub/hub.ts';
import type { RetentionRuleName } from './retention.ts';

/* What the inventory says things with, in the words of the policy. */

/** Why the hub uses what it holds, as the policy says it: “We use it to …”. */
export const purposes = {
  'provide-services': 'provide you with our services',
  'decide-funding': 'decide about requests for funding',
  pay: 'pay for the courses that we fund',
  'deliver-email': 'send you the emails about what you booked or asked for',
  'tell-about-services': 'tell you about our services',
  'report-on-workforce': 'report on the development of the workforce',
  'report-on-funding': 'report on the use of funding',
  'keep-account': 'be able to show who did what',
  'run-reliably':
    'carry out each request once, send no email to an address that refuses it, and keep others from misusing your address',
  'answer-rights': 'answer you when you ask what we hold about you, and put it right or delete it',
} as const;
export type Purpose = keyof typeof purposes;

export type LawfulBasis = 'consent' | 'contract' | 'legal-obligation' | 'legitimate-interest';
export const basesInWords: Readonly<Record<LawfulBasis, string>> = {
  consent: 'your consent, which you may take back at any time',
  contract: 'a contract with you, or what you ask of us before one',
  'legal-obligation': 'a duty that the law puts on us',
  'legitimate-interest': 'our legitimate interest',
};
export const isBasis = (name: string): name is LawfulBasis => Object.hasOwn(basesInWords, name);

/** UK GDPR Article 9(2): what special category data needs beside its lawful basis. */
export type Article9Condition = 'explicit-consent';

/** Where what we hold comes from, as “This comes from …”. */
export const sources = {
  'given-by-the-person': 'you',
  'entered-by-staff': 'our staff, who enter it for you',
  'given-by-others':
    'other people, such as a colleague who hands a place over to you or whoever you ask for a statement',
  'recorded-by-staff': 'our staff, who record what they see and decide',
  observed: 'what our software notices, such as an email that comes back',
  derived: 'our software, which works it out',
} as const;
export type Source = keyof typeof sources;
export const isSource = (name: string): name is Source => Object.hasOwn(sources, name);
/** As another version named it, where this one knows it no more. */
export const sourceInWords = (name: string): string => (isSource(name) ? sources[name] : name);

/** The parts of the policy under which it says what we hold. */
export const sections = {
  given: 'Information you give us',
  'from-others': 'Information others give us about you',
  made: 'Information we make as our services run',
} as const;
export type Section = keyof typeof sections;

/** Outside the hub, as “We may share it with …”. */
export const recipients = {
  'training-provider': 'the organisation that gives the training',
  'course-provider': 'the university or other provider of the course',
  commissioner: 'commissioners such as NHS England',
} as const;
export type Recipient = keyof typeof recipients;
const recipientNames = Object.keys(recipients) as Recipient[]; // Which it forgets.

/** What may leave: as it is, of one person; or counted together only, so that nobody can be recognised. */
export type Leaving = { readonly identified: string } | 'aggregated';

/** What becomes of it when somebody asks us to delete what is theirs. */
export type Erasure = 'delete' | 'anonymise' | { readonly keep: string };

/** What of it somebody is shown who asks for a copy of what we hold about them. */
export const accessAnswers = {
  all: 'you get all of it',
  'own-part': 'you get what is about you, without what is about other people',
  'after-its-author': 'we first ask whoever wrote it, since it may have been given in confidence',
  'from-who-keeps-it': 'it is not among what you get: the service that keeps it shows it to you alone',
  nothing: 'it is not among what you get: it stands under nobody’s name, so that we cannot look it up for you',
} as const;
export type AccessAnswer = keyof typeof accessAnswers;

export interface DataClassEntry {
  /** As the published policy words it: “We hold …”. */
  readonly wording: string;
  readonly section: Section;
  /** Of several, each field says which are its own. */
  readonly sources: readonly [Source, ...Source[]];
  /** A purpose that does not stand here cannot read a field of this class. */
  readonly purposes: {
    readonly [P in Purpose]?: { readonly basis: LawfulBasis; readonly article9?: Article9Condition };
  };
  /** Nothing of this class may be passed to anybody who does not stand here, nor otherwise. */
  readonly recipients: { readonly [R in Recipient]?: Leaving };
  /** More than one where it depends on what became of it; none where nobody can say when it ends. */
  readonly retention: RetentionRuleName | readonly RetentionRuleName[];
  /** What those periods do not say, as whole sentences: what stays longer elsewhere, or has no end that we can set. */
  readonly andElsewhere?: (hub: Hub) => string;
  readonly erasure: Erasure;
  readonly access: AccessAnswer;
}

const leaves = (recipient: Recipient, leaving: Leaving): string =>
  leaving === 'aggregated'
    ? `${recipients[recipient]} (only as numbers in which nobody can be recognised)`
    : `${recipients[recipient]} (${leaving.identified})`;

/** To whom what is of a class may be passed, and in which form. */
export const leavesInWords = (entry: DataClassEntry): string[] =>
  recipientNames.flatMap((recipient) => {
    const leaving = entry.recipients[recipient];
    return leaving ? [leaves(recipient, leaving)] : [];
  });
