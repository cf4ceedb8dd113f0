import type { Hub } from '#hub/hub.ts';
import { type DataClassEntry, inventory, type LawfulBasis, type Purpose, purposes } from './inventory.ts';
import { periodInWords } from './retention.ts';

const bases: Readonly<Record<LawfulBasis, string>> = {
  consent: 'your consent, which you may take back at any time',
  contract: 'a contract with you, or what you ask of us before one',
  'legal-obligation': 'a duty that the law puts on us',
  'legitimate-interest': 'our legitimate interest',
};

const recipients: Readonly<Record<DataClassEntry['recipients'][number], string>> = {
  'training-provider': 'the organisation that gives the training (your name and work email only)',
  'course-provider': 'the university or other provider of the course (only what it needs to enrol you)',
  commissioner: 'commissioners such as NHS England (only as numbers in which nobody can be recognised)',
};

const sources: Readonly<Record<DataClassEntry['source'], string>> = {
  'given-by-the-person': 'You give us this.',
  'given-by-others': 'Others give us this when you ask them to.',
  'made-by-us': 'We make this.',
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function sectionOf(entry: DataClassEntry, hub: Hub): string {
  const uses = (Object.entries(entry.purposes) as [Purpose, { basis: LawfulBasis; article9?: string }][]).map(
    ([purpose, { basis, article9 }]) =>
      `- to ${purposes[purpose]}: on the basis of ${bases[basis]}${article9 === undefined ? '' : '; since this may say something about your health, only with your explicit consent'}`,
  );
  const shared = entry.recipients.map((recipient) => recipients[recipient]);
  return [
    `### ${sentence(entry.wording)}`,
    sources[entry.source],
    'We use it:',
    uses.join('\n'),
    shared.length > 0 ? `We share it with ${shared.join(' and ')}.` : 'We share it with nobody.',
    `We keep it for ${[entry.retention]
      .flat()
      .map((rule) => periodInWords(rule, hub.retention))
      .join('; or for ')}.`,
  ].join('\n\n');
}

/** The published policy, as Markdown: what the data inventory holds, in words. */
export function privacyPolicy(hub: Hub): string {
  return `${[
    `# How ${hub.name} uses your information`,
    'This page is made from the same list that our software obeys: what stands here is what it does.',
    '## What we hold',
    ...Object.values(inventory).map((entry: DataClassEntry) => sectionOf(entry, hub)),
    '## What you can do',
    `You may ask to see what we hold about you, have it put right or have it deleted, and take back a consent. Write to ${hub.contact.dataProtectionEmail}.`,
    'If you are not content with our answer, you may complain to the Information Commissioner’s Office, ico.org.uk.',
  ].join('\n\n')}\n`;
}
