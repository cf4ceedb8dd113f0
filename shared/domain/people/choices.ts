import * as z from 'zod';
import { id } from '../ids.ts';
import { line, paragraphs } from '../text/text.ts';
import { day, instant } from '../time/instant.ts';

/* What somebody decides about how the hub uses what is theirs: a consent (UK GDPR, Article 7), an objection (Article 21). */

export const choiceSorts = ['consent', 'objection'] as const;
export type ChoiceSort = (typeof choiceSorts)[number];

/** What rests on somebody's consent, and on nothing else. */
export const consentPurposes = ['demographics', 'news', 'access-needs'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

/** What rests on the hub's legitimate interest, and can be objected to: by the names that the inventory gives these purposes. */
export const objectionPurposes = ['report-on-workforce', 'report-on-funding'] as const;
export type ObjectionPurpose = (typeof objectionPurposes)[number];

/** By which staff hear of it. */
export const staffChannels = ['email', 'letter', 'telephone', 'in-person'] as const;

/** By which it came, or what ended it. */
export const choiceChannels = [
  'website',
  'link',
  ...staffChannels,
  /** Entered for them. */
  'staff',
  'account-ended',
  'with-what-it-was-for',
] as const;
export type ChoiceChannel = (typeof choiceChannels)[number];

/** What staff say of how somebody told them. */
export const told = {
  /** When it arrived at the hub: from then it is late. */
  receivedAt: instant,
  /** The person's own. */
  words: paragraphs(1000),
};

/**
 * One choice, from when it was made until it was taken back; made again, it is another. Each says in which words it was asked for, and
 * under which version of the privacy policy, so that it can be shown what somebody consented to (Article 7(1)).
 */
export const choiceFields = {
  choiceId: id,
  personId: id,
  sort: z.enum(choiceSorts),
  purpose: line(60),
  /** What it is for, where each is chosen by itself: the booking that access needs were told with. */
  of: id.optional(),
  /** Of this purpose, from 1. */
  number: z.int().min(1),
  wording: z.object({ version: z.int().min(1), text: paragraphs(2000) }).optional(),
  /** The version of the policy that held; none of a hub that had published none. */
  policyVersion: day.optional(),
  madeAt: instant,
  madeBy: z.enum(choiceChannels),
  endedAt: instant.optional(),
  endedBy: z.enum(choiceChannels).optional(),
};

/** What staff recorded, where somebody told them. */
export const toldFields = {
  madeAsTold: z.object(told).optional(),
  endedAsTold: z.object(told).optional(),
};

export type Choice = z.output<z.ZodObject<typeof choiceFields>>;
export type Told = z.output<z.ZodObject<typeof told>>;

/** Which choice it is about, made or not. */
export interface Chosen {
  readonly sort: ChoiceSort;
  readonly purpose: string;
  readonly of?: string | undefined;
}

/** That what somebody tells of themselves may be kept. */
export const demographicsConsent = { sort: 'consent', purpose: 'demographics' } as const satisfies Chosen;
/** That they may be sent news. */
export const newsConsent = { sort: 'consent', purpose: 'news' } as const satisfies Chosen;

/** Whether a choice is one of these, for whatever it was made. */
export const isOf = (chosen: { readonly sort: string; readonly purpose: string }, { sort, purpose }: Chosen): boolean =>
  chosen.sort === sort && chosen.purpose === purpose;

export const stands = <C extends Pick<Choice, 'endedAt'>>(choice: C | undefined): choice is C =>
  choice !== undefined && choice.endedAt === undefined;

/** What is shown of several that were made for the same, by ids of one person: one that stands, if any does; else the last. */
export const inEffect = <C extends Pick<Choice, 'endedAt' | 'madeAt'>>(choices: readonly C[]): C | undefined =>
  choices.find(stands) ?? choices.toSorted((a, b) => ((a.endedAt ?? '') > (b.endedAt ?? '') ? -1 : 1))[0];

/** How a choice comes about, or ends. */
export interface By {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly channel: ChoiceChannel;
  readonly told?: Told | undefined;
}

/** @param newest - of those that were made before, for the same */
export const made = (
  { choiceId, personId, ...chosen }: Chosen & Pick<Choice, 'choiceId' | 'personId'>,
  newest: Pick<Choice, 'number'> | undefined,
  {
    at,
    channel,
    told: as,
    ...asked
  }: By & { readonly wording?: Choice['wording']; readonly policyVersion?: string | undefined },
) => ({
  choiceId,
  personId,
  ...chosen,
  number: (newest?.number ?? 0) + 1,
  ...asked,
  madeAt: at,
  madeBy: channel,
  ...(as && { madeAsTold: as }),
});

export const ended = ({ at, channel, told: as }: By) => ({
  endedAt: at,
  endedBy: channel,
  ...(as && { endedAsTold: as }),
});
