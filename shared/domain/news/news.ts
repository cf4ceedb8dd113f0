import * as z from 'zod';
import { audience, audienceInstead, mismatches } from '../bookings/audience.ts';
import { id } from '../ids.ts';
import type { Immutable } from '../immutable.ts';
import { count, firstVersion, version, versionAfter } from '../numbers.ts';
import type { Person } from '../people/person.ts';
import { line, paragraphs } from '../text/text.ts';
import { instant } from '../time/instant.ts';

/** A draft is changed until another of the staff lets it go out; it is then sent until everybody was reached. It can be stopped in each. */
const newsStatuses = ['draft', 'released', 'sent', 'stopped'] as const;

/** What staff write. Whom it is for: an empty list means everyone, of those who consented. */
export const newsDetails = { title: line(120), text: paragraphs(5000), audience };

/** What takes the place of any of that. */
export const newsChanges = { ...newsDetails, audience: audienceInstead };

/** A letter of news, and what became of it. Who of the staff, by the `sub` of their token. */
export const newsFields = {
  newsId: id,
  version,
  ...newsDetails,
  status: z.enum(newsStatuses),
  /** Everybody who wrote of it: none of them lets it go out. */
  writers: z.array(z.string()).min(1),
  createdAt: instant,
  /** When anything of it was changed last, its status among it. */
  changedAt: instant,
  releasedBy: z.string().optional(),
  releasedAt: instant.optional(),
  /** While it goes out: up to whom, in the order of their ids. */
  reachedUpTo: id.optional(),
  /** How many it was put in line for; and how many who consent to news it is not for, or had just stopped. */
  owed: count,
  passedOver: count,
};

export type News = Immutable<z.output<z.ZodObject<typeof newsFields>>>;
type NewsDetails = Immutable<z.output<z.ZodObject<typeof newsDetails>>>;

/** Somebody's step, ISO 8601 UTC. */
interface Step {
  readonly by: string;
  readonly at: string;
}

/** Where something is named twice, it is meant once. */
const withoutRepeats = ({ roleGroups, boroughs }: News['audience']): News['audience'] => ({
  roleGroups: [...new Set(roleGroups)],
  boroughs: [...new Set(boroughs)],
});

export const written = (newsId: string, details: NewsDetails, { by, at }: Step): News => ({
  newsId,
  version: firstVersion,
  ...details,
  audience: withoutRepeats(details.audience),
  status: 'draft',
  writers: [by],
  createdAt: at,
  changedAt: at,
  owed: 0,
  passedOver: 0,
});

export const rewritten = (before: News, changes: Partial<NewsDetails>, { by, at }: Step): News => ({
  ...before,
  ...changes,
  audience: withoutRepeats(changes.audience ?? before.audience),
  version: versionAfter(before),
  writers: [...new Set([...before.writers, by])],
  changedAt: at,
});

export type ReleaseRefusal = 'stale-version' | 'not-a-draft' | 'another-is-needed';

/** Whether somebody has let it go out already, as they ask for: pressed twice, that is one. */
export const isReleasedBy = ({ status, releasedBy }: News, by: string): boolean =>
  releasedBy === by && (status === 'released' || status === 'sent');

/** What keeps it from going out. @param basedOn - the version whose words they have read */
export function releaseRefusal(news: News, by: string, basedOn: number): ReleaseRefusal | undefined {
  if (news.status !== 'draft') return 'not-a-draft';
  if (news.writers.includes(by)) return 'another-is-needed';
  return news.version === basedOn ? undefined : 'stale-version';
}

export const released = (before: News, { by, at }: Step): News => ({
  ...before,
  version: versionAfter(before),
  status: 'released',
  releasedBy: by,
  releasedAt: at,
  changedAt: at,
});

/** Who has not been reached yet is not; and of what is owed already, whatever has not left does not. */
export const stopped = (before: News, { at }: Pick<Step, 'at'>): News => ({
  ...before,
  version: versionAfter(before),
  status: 'stopped',
  changedAt: at,
});

/** Somebody who consents to news, as far as it is asked whether a letter is for them. */
export interface Reader extends Pick<Person, 'jobRole'> {
  readonly workplace: Pick<Person['workplace'], 'borough'>;
  readonly sub?: string | undefined;
  readonly mergedInto?: string | undefined;
}

/** Whose account has ended, or is another's now, consents to nothing any more. */
export const hasOwnAccount = <R extends Pick<Reader, 'sub' | 'mergedInto'>>(reader: R | undefined): reader is R =>
  reader?.sub !== undefined && reader.mergedInto === undefined;

export const isFor = ({ audience: wanted }: Pick<News, 'audience'>, reader: Reader | undefined): boolean =>
  hasOwnAccount(reader) && mismatches(wanted, reader).length === 0;

const dayMs = 86_400_000;
const leastDaysOfLink = 60;

/**
 * Until when the link in an email of news stops them: as long as the account, by when it is written, and long enough for whoever reads it
 * late. Each email brings another. Seconds since 1970.
 *
 * @param accountEnds - seconds since 1970
 */
export const stopLinkEnds = (accountEnds: number | undefined, now: Date): number =>
  Math.max(accountEnds ?? 0, Math.ceil((now.getTime() + leastDaysOfLink * dayMs) / 1000));
