import * as z from 'zod';
import { personDetails } from '#domain/people/person.ts';
import { day } from '#domain/time/instant.ts';
import { dayInWords, londonDay } from '#domain/time/london.ts';
import { link, list, paragraph } from '../layout.ts';
import { dear, messageKind } from '../message.ts';

/** So many are listed, and of each so much: all of them stand beside the policy, whole. */
const mostListed = 10;
const longestListed = 300;

const shortened = (text: string): string =>
  text.length <= longestListed ? text : `${text.slice(0, longestListed - 1).trimEnd()}…`;

/** What of the changes an email lists. */
export const listedChanges = (changes: readonly string[]) => ({
  changes: changes.slice(0, mostListed).map(shortened),
  more: Math.max(0, changes.length - mostListed),
});

const pageOf = (siteUrl: string, version: string): string => `${siteUrl}/privacy-policy?version=${version}`;

/** To everybody who has an account, before a version of the policy holds that changes what they must hear of. */
export const policyChanges = messageKind({
  kind: 'policy-changes',
  sort: 'service',
  facts: z.object({
    name: personDetails.name,
    /** The days from which the version, and the one before it, hold. */
    version: day,
    before: day,
    changes: z.array(z.string()).min(1),
    /** How many others are not listed. */
    more: z.int().min(0),
  }),
  render: ({ version, before, changes, more, ...person }, { hub, siteUrl, now }) => {
    const holds = version <= londonDay(now.toISOString());
    const from = dayInWords(version);
    return {
      subject: holds ? 'How we use your information has changed' : 'How we use your information will change',
      because: 'you have an account with your work email address',
      blocks: [
        dear(person),
        paragraph(
          holds
            ? `The privacy policy of ${hub.name} changed on ${from}. This is what is different:`
            : `The privacy policy of ${hub.name} changes on ${from}. From that day:`,
        ),
        list(changes),
        ...(more > 0
          ? [
              paragraph(
                `There ${more === 1 ? 'is 1 more change' : `are ${more} more changes`}. You can see all of them with the policy.`,
              ),
            ]
          : []),
        link(`Read the policy from ${from}`, pageOf(siteUrl, version)),
        link('Read the policy before that', pageOf(siteUrl, before)),
        paragraph('If you agree, you need do nothing.'),
        paragraph(
          `If you do not agree, you can object, ask us to delete your information, or ask for a copy of it. Write to ${hub.contact.dataProtectionEmail}. The policy says what other rights you have and how to complain.`,
        ),
      ],
    };
  },
});
