import { capitalised } from '#domain/text/listed.ts';
import type { Hub } from '#hub/hub.ts';
import { named } from './controller.ts';
import { inventory } from './inventory.ts';
import { heading, list, type Page, paragraph } from './page.ts';
import { periodInWords } from './retention.ts';
import { rightsPages } from './rights.ts';
import { processors, securityMeasures } from './security.ts';
import {
  accessAnswers,
  basesInWords,
  type DataClassEntry,
  leavesInWords,
  type Purpose,
  purposes,
  recipients,
  type Section,
  sections,
  sources,
} from './vocabulary.ts';
import { whereElse } from './where-else.ts';
import { joined } from './words.ts';

const entries: readonly DataClassEntry[] = Object.values(inventory);
const keysOf = <K extends string>(of: Readonly<Partial<Record<K, unknown>>>) => Object.keys(of) as K[];

const erased = ({ erasure }: DataClassEntry): string => {
  if (erasure === 'delete') return 'If you ask us to delete it, we do.';
  if (erasure === 'anonymise') return 'If you ask us to delete it, we take away what says that it is about you.';
  return `We cannot delete it earlier: ${erasure.keep}.`;
};

const keptFor = ({ retention, andElsewhere }: DataClassEntry, hub: Hub): string => {
  const periods = [retention].flat().map((rule) => periodInWords(rule, hub.retention));
  return [
    ...(periods.length > 0 ? [`We keep it for ${periods.join('; or for ')}.`] : []),
    ...(andElsewhere ? [andElsewhere(hub)] : []),
  ].join(' ');
};

function aboutClass(entry: DataClassEntry, hub: Hub): Page {
  const uses = keysOf<Purpose>(entry.purposes).map((purpose) => {
    const use = entry.purposes[purpose];
    const explicit = use?.article9
      ? '; since it may say something about your health, only with your explicit consent'
      : '';
    return `to ${purposes[purpose]}: on the basis of ${use ? basesInWords[use.basis] : ''}${explicit}`;
  });
  const shared = leavesInWords(entry);
  return [
    heading(4, capitalised(entry.wording)),
    paragraph(`This comes from ${joined(entry.sources.map((source) => sources[source]))}. We use it:`),
    ...list(uses),
    paragraph(shared.length > 0 ? `We may share it with ${joined(shared)}.` : 'We share it with nobody.'),
    paragraph(keptFor(entry, hub)),
    paragraph(`${erased(entry)} If you ask for a copy of what we hold about you, ${accessAnswers[entry.access]}.`),
  ];
}

const whoWeAre = ({ name, contact, controller }: Hub): Page => [
  heading(2, 'Who we are'),
  paragraph(`${name} trains the people who work in primary care, and funds courses for them.`),
  ...list([
    `The body that answers for your information (the controller): ${named(controller.legalName)}`,
    `Address: ${named(controller.address?.join(', ') ?? null)}`,
    `Telephone: ${named(controller.telephone)}`,
    `Email: ${contact.email}`,
    `Data protection officer: ${named(controller.dataProtectionOfficer && `${controller.dataProtectionOfficer.name}, ${controller.dataProtectionOfficer.email}`)}`,
    `Registration with the Information Commissioner’s Office: ${named(controller.icoRegistration)}`,
  ]),
];

const whatWeHold = (hub: Hub): Page => [
  heading(2, 'What we hold, how we use it and how long we keep it'),
  ...keysOf<Section>(sections).flatMap((section) => [
    heading(3, sections[section]),
    ...entries.filter((entry) => entry.section === section).flatMap((entry) => aboutClass(entry, hub)),
  ]),
];

const yourAccount = ({ accounts }: Hub): Page => [
  heading(2, 'Your account'),
  paragraph(
    `You can book and ask for funding without an account. If you have one and do not use it, we write to you ${accounts.warnedDaysBefore} days before we delete it, with a link to keep it. When your account goes, you can no longer sign in; what you booked and asked for is kept for as long as we say above.`,
  ),
];

const howWeCollect: Page = [
  heading(2, 'How we collect it'),
  paragraph('Most of it you give us yourself, when you:'),
  ...list([
    'register for an account',
    'book a training session or webinar',
    'ask for funding for a course',
    'send us an invoice, or tell us how the course goes',
  ]),
  paragraph(
    'Some of it others give us: whoever you ask for a statement in support of a request, a colleague who hands a place over to you, our staff when they book for you, or somebody who sends an invoice on which you are named.',
  ),
];

function usedFor(): Page {
  const used = keysOf(purposes).filter((purpose) => entries.some((entry) => entry.purposes[purpose] !== undefined));
  const relied = keysOf(basesInWords).filter((basis) =>
    entries.some((entry) => Object.values(entry.purposes).some((use) => use.basis === basis)),
  );
  return [
    heading(2, 'What we use it for'),
    paragraph('We use your information to:'),
    ...list(used.map((purpose) => purposes[purpose])),
    paragraph('Under the UK General Data Protection Regulation (UK GDPR), the lawful bases we rely on are:'),
    ...list(relied.map((basis) => basesInWords[basis])),
  ];
}

function sharing(): Page {
  const shared = keysOf(recipients).filter((recipient) => entries.some((entry) => entry.recipients[recipient]));
  return [
    heading(2, 'Who we may share it with'),
    paragraph(
      'Our software passes nothing about you on by itself. Where our staff share something, it may be with these, and only what is said of each class above:',
    ),
    ...list(shared.map((recipient) => recipients[recipient])),
    paragraph(
      'Before you book a session, we tell you whether the names and work emails of those who come go to the organisation that gives the training.',
    ),
  ];
}

const transferred = ({ transfers }: Hub): string => {
  if (transfers === null) return 'Whether any of it goes to places outside the United Kingdom: not yet named.';
  if (transfers.length === 0) return 'None of it is passed on to anybody outside the United Kingdom.';
  return `Some of it goes to places outside the United Kingdom: ${joined(
    transfers.map(({ recipient, country, safeguard }) => `to ${recipient} in ${country}, protected by ${safeguard}`),
  )}.`;
};

const keptSafe = (hub: Hub): Page => [
  heading(2, 'How we keep it safe'),
  paragraph(`It is stored and processed for us by ${joined(processors)}. ${transferred(hub)}`),
  ...list(Object.values(securityMeasures).map(capitalised)),
  paragraph(
    `The copies for such an emergency last ${hub.stores.emergencyCopyDays} days: what we delete is gone from them, too, after so many days more.`,
  ),
];

/** The published policy: what the data inventory and the hub's decisions come to, in words. */
export const privacyPolicy = (hub: Hub): Page => [
  heading(1, `How ${hub.name} uses your information`),
  paragraph('This page is made from the same list of information and purposes that our software obeys.'),
  ...whoWeAre(hub),
  ...whatWeHold(hub),
  ...whereElse(hub),
  ...yourAccount(hub),
  ...howWeCollect,
  ...usedFor(),
  ...sharing(),
  ...keptSafe(hub),
  ...rightsPages(hub),
];
