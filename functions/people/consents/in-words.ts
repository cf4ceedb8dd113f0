import type { ConsentPurpose, ObjectionPurpose } from '#domain/people/choices.ts';

/** What each is about, as a page or an email names it. */
export const choiceInWords: Readonly<Record<ConsentPurpose | ObjectionPurpose, string>> = {
  demographics: 'What you tell us of your gender, year of birth, ethnicity and disability',
  news: 'News about our services by email',
  'access-needs': 'What would help you to take part in a session',
  'report-on-workforce': 'Reports on the development of the workforce',
  'report-on-funding': 'Reports on the use of funding',
};
