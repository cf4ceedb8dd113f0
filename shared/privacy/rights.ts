import type { Hub } from '#hub/hub.ts';
import { heading, list, type Page, paragraph } from './page.ts';

/** What people may ask of us, and how: each is asked for by writing to us. */
const rights = [
  'see what we hold about you, and have a copy of it',
  'have what is wrong put right',
  'have it deleted; where we must keep something, we say what and why',
  'have us stop using it while a question about it is open',
  'have what you gave us in a form that another service can read',
] as const;

/** How somebody uses the law's rights, objects and complains; and what no machine does. */
export const rightsPages = ({ contact, controller }: Hub): Page => [
  heading(2, 'Your rights'),
  paragraph('You may ask us to let you:'),
  ...list(rights),
  paragraph(
    `Write to ${contact.dataProtectionEmail}, in your own words: there is no form, and it costs nothing. We may ask you to show that you are who you say. The law gives us one calendar month to answer, and two more where that is needed, of which we tell you with the reason.`,
  ),
  heading(3, 'Taking back your consent'),
  paragraph(
    `Where we rely on your consent, you may take it back at any time by writing to ${contact.consentEmail}. What we did before stays lawful.`,
  ),
  paragraph(
    'News by email you stop yourself: press the button that your mail program shows with any of it, follow the link in it, or use your account. From then on you are sent none, and emails about what you booked or asked for go on.',
  ),
  paragraph(
    'What you told us that would help you to take part in a session you can have deleted yourself, without writing: follow the link in an email about your booking. It is deleted at once, and your booking stays as it is.',
  ),
  paragraph(
    'If you have an account, you take back any other consent there yourself. What you told us of your gender, year of birth, ethnicity and disability is deleted in that moment.',
  ),
  heading(3, 'Objecting'),
  paragraph(
    `If you have an account, you object there yourself to being counted in reports on the workforce and on the use of funding. Otherwise, where we rely on our legitimate interest, you may object by writing to ${contact.dataProtectionEmail}. Tell us what it is about your situation that makes you object. We then stop, unless we have reasons that weigh more, which we tell you.`,
  ),
  heading(3, 'No machine decides alone'),
  paragraph(
    'Our staff decide about requests for funding. Our software holds what you ask for against rules that we publish, such as whom a session or a pot of money is for, and tells you which rule is not met. If you think that a rule should not hold for you, write to us and one of our staff looks at it.',
  ),
  heading(3, 'Complaining'),
  paragraph(
    `If you are not content with how we use your information, complain to us: write to ${contact.dataProtectionEmail}${controller.telephone === null ? '' : ` or call ${controller.telephone}`}. The law has us tell you within 30 days that your complaint has come, look into it without delay, and tell you what we found.`,
  ),
  paragraph(
    'You may also complain to the Information Commissioner’s Office: https://ico.org.uk/make-a-complaint, telephone 0303 123 1113, Wycliffe House, Water Lane, Wilmslow, Cheshire SK9 5AF.',
  ),
  heading(2, 'Changes of this policy'),
  paragraph('Each version of this policy is kept as it was, with the day from which it holds and what it changed.'),
];
