import { type Choice, type ConsentPurpose, type ObjectionPurpose, stands } from './choices.ts';

export interface ConsentWording {
  /** From 1. */
  readonly version: number;
  /** As whoever consents reads it. */
  readonly text: string;
}

/**
 * In which words each consent is asked for, oldest first. What somebody agreed to never changes afterwards: other words are another
 * version at the end, and who agreed to the one before is asked again.
 */
export const wordings: Readonly<Record<ConsentPurpose, readonly [ConsentWording, ...ConsentWording[]]>> = {
  demographics: [
    {
      version: 1,
      text: 'I agree that you keep what I choose to tell you here about my gender, year of birth, ethnicity and disability, and use it, counted together with what others told you, to report on the workforce. No report shows anything that is about me. Nobody who decides about my bookings or requests can see it. I may leave out any of it, and may take this back at any time: then you delete it.',
    },
  ],
  news: [
    {
      version: 1,
      text: 'I agree that you send me news about your services by email: training, funding and other offers for people in my role and borough. I may take this back at any time, by the link in each of these emails or by writing to you.',
    },
  ],
  'access-needs': [
    {
      version: 1,
      text: 'I agree that you keep what I tell you would help me to take part in this session, and show it to whoever runs it, until shortly after the session. I may take this back at any time: then you delete it.',
    },
  ],
};

/** The words in which it is asked for now. */
export const wordingOf = (purpose: ConsentPurpose): ConsentWording => wordings[purpose].at(-1) ?? wordings[purpose][0];

/** Whether a consent stands that was given in the words of today: then it need not be given again. */
export const standsAsWorded = <C extends Pick<Choice, 'endedAt' | 'wording'>>(
  purpose: ConsentPurpose,
  choice: C | undefined,
): choice is C => stands(choice) && choice.wording?.version === wordingOf(purpose).version;

/** What each choice is about, as a page or an email names it. */
export const choiceInWords: Readonly<Record<ConsentPurpose | ObjectionPurpose, string>> = {
  demographics: 'What you tell us of your gender, year of birth, ethnicity and disability',
  news: 'News about our services by email',
  'access-needs': 'What would help you to take part in a session',
  'report-on-workforce': 'Reports on the development of the workforce',
  'report-on-funding': 'Reports on the use of funding',
};
