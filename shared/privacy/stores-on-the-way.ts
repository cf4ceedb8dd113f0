import type { Hub } from '#hub/hub.ts';
import type { Store } from './store.ts';

/** What documents of funding may be of. */
export const inDocuments = ['funding-request', 'funding-statement', 'invoice', 'progress'] as const;
/** What any document may be of. */
const inAnyDocument = [...inDocuments, 'training'] as const;
const queueDays = { ends: 'after', days: (hub: Hub) => hub.stores.queueDays } as const;
const deadLetterDays = { ends: 'after', days: (hub: Hub) => hub.stores.deadLetterDays } as const;
const byWhoReads = 'Each message goes when it is carried out, or to the dead letters.';
const byAPerson = 'A person sends them back or deletes them (docs/runbooks/dead-letters.md).';

export const byItself = 'It ends by itself; nothing is taken out of it before.';

/** Where something waits until it is carried out, or somebody looks at it. */
export const storesOnTheWay: readonly Store[] = [
  {
    kind: 'messages',
    named: /^(Emails|EmailsWithDocuments)$/,
    holds: 'ids of emails that are to be sent, and of what they are about',
    classes: ['email'],
    kept: queueDays,
    emptied: byWhoReads,
  },
  {
    kind: 'messages',
    named: /^EmailDeadLetters$/,
    holds: 'ids of emails that could not be sent',
    classes: ['email'],
    kept: deadLetterDays,
    emptied: byAPerson,
  },
  {
    kind: 'messages',
    named: /^FollowUps$/,
    holds:
      'ids of sessions of which something follows, and of people whose profile changed; fingerprints of addresses that asked for their links',
    classes: ['asks', 'account'],
    kept: queueDays,
    emptied: byWhoReads,
  },
  {
    kind: 'messages',
    named: /^FollowUpDeadLetters$/,
    holds: 'ids and fingerprints like those, where what follows could not be carried out',
    classes: ['asks', 'account'],
    kept: deadLetterDays,
    emptied: byAPerson,
  },
  {
    kind: 'messages',
    named: /^ListingChanges$/,
    holds: 'weeks of which the public list of sessions is to be renewed',
    classes: [],
    kept: queueDays,
    emptied: byWhoReads,
  },
  {
    kind: 'messages',
    named: /^ListingDeadLetters$/,
    holds: 'weeks like those, where that could not be carried out',
    classes: [],
    kept: deadLetterDays,
    emptied: byAPerson,
  },
  {
    kind: 'messages',
    named: /^DocumentRemovals$/,
    holds: 'keys of documents that are to be deleted',
    classes: inAnyDocument,
    kept: queueDays,
    emptied: byWhoReads,
  },
  {
    kind: 'messages',
    named: /^DocumentDeadLetters$/,
    holds: 'keys of documents that could not be deleted, and of records that could not be read',
    classes: inAnyDocument,
    kept: deadLetterDays,
    emptied: byAPerson,
  },
  {
    kind: 'messages',
    named: /^AccountEndings$/,
    holds: 'ids of users whose account has ended, with fingerprints of their addresses',
    classes: ['account'],
    kept: queueDays,
    emptied: byWhoReads,
  },
  {
    kind: 'messages',
    named: /^AccountDeadLetters$/,
    holds: 'ids and fingerprints like those, where the user could not be deleted',
    classes: ['account'],
    kept: deadLetterDays,
    emptied: byAPerson,
  },
  {
    kind: 'messages',
    named: /^DemographicsUpkeep$/,
    holds: 'ids of people who used their account, lost it, or took a consent back',
    classes: ['account', 'choices'],
    kept: queueDays,
    emptied: byWhoReads,
  },
  {
    kind: 'messages',
    named: /^DemographicsDeadLetters$/,
    holds: 'ids like those, where what follows could not be carried out',
    classes: ['account', 'choices'],
    kept: deadLetterDays,
    emptied: byAPerson,
  },
  {
    kind: 'messages',
    named: /^EventDeadLetters$/,
    holds:
      'what our email service said became of an email, with its address, and other events that could not be dealt with',
    classes: ['email', 'suppressed-address', ...inAnyDocument],
    kept: deadLetterDays,
    emptied: byAPerson,
  },
  {
    kind: 'notices',
    named: /^StatusTopic$/,
    holds: 'what our email service says became of an email, with its address, until our software has taken it',
    classes: ['email', 'suppressed-address'],
    kept: {
      ends: 'by-aws',
      hours: 24 * 24,
      says: 'Amazon SNS developer guide, message delivery retries: “over 23 days”',
    },
    emptied: byItself,
  },
  {
    kind: 'notices',
    named: /^Alarms$/,
    holds: 'names of alarms, on their way to the engineer',
    classes: [],
    kept: {
      ends: 'by-aws',
      hours: 7,
      says: 'Amazon SNS developer guide, message delivery retries: by email, “over 6 hours”',
    },
    emptied: byItself,
  },
  {
    kind: 'events',
    named: /./,
    holds: 'keys of documents that were checked for malware, until our software has taken them',
    classes: inAnyDocument,
    kept: {
      ends: 'by-aws',
      hours: 24,
      says: 'Amazon EventBridge user guide, how EventBridge retries delivering events',
    },
    emptied: byItself,
  },
  {
    kind: 'invocations',
    named: /Function$/,
    holds: 'events that our software has yet to deal with, such as what our email service says became of an email',
    classes: ['email', 'suppressed-address', ...inAnyDocument],
    kept: {
      ends: 'by-aws',
      hours: 6,
      says: 'AWS Lambda developer guide, how Lambda handles errors with asynchronous invocation',
    },
    emptied: byItself,
  },
];
