import { searchFor } from '#domain/bookings/session-search.ts';
import { startOfLondonDay } from '#domain/time/london.ts';
import { addToDay } from '#domain/time/working-days.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Listing } from '#records/bookings/listing.ts';
import type { SessionReads } from '#records/bookings/session-reads.ts';
import type { bookings } from '../contract.ts';
import { publicSession, staffSession } from '../replies.ts';

const isDay = (text: string): boolean => text.length === 'YYYY-MM-DD'.length;
const lastInstant = '9999-12-31T23:59:59.999Z';
/** An offset, or the day after, may lead to the year 10000: later than whatever is listed, and no text that sorts so. */
const withinFourDigits = (instant: string): string => (instant.startsWith('+') ? lastInstant : instant);
const asInstant = (text: string): string => withinFourDigits(new Date(text).toISOString());
const fromInstant = (text: string): string => (isDay(text) ? startOfLondonDay(text) : asInstant(text));
/** A day is included whole. */
const toInstant = (text: string): string => {
  if (!isDay(text)) return asInstant(text);
  return text < '9999-12-31' ? startOfLondonDay(addToDay(text, 1)) : lastInstant;
};

export const createListSessions =
  ({ listing }: { readonly listing: Listing }): UseCase<typeof bookings.routes.listSessions> =>
  async ({ query }, { work }) => {
    const { limit, cursor, from, to, ...search } = query;
    const range = { from: from && fromInstant(from), to: to && toInstant(to) };
    const isSearched = Object.values(search).some((value) => value !== undefined);
    const { items, ...rest } = await listing.listUpcoming(
      { limit, cursor, ...range },
      work,
      isSearched ? searchFor(search) : undefined,
    );
    const shown = items.map(publicSession).filter((session) => session !== undefined);
    return { status: 200, body: { items: shown, ...rest } };
  };

export const createListAllSessions =
  ({ sessions }: { readonly sessions: SessionReads }): UseCase<typeof bookings.routes.listAllSessions> =>
  async ({ query }, { work }) => {
    const { items, ...rest } = await sessions.listAll(query, work);
    return { status: 200, body: { items: items.map(staffSession), ...rest } };
  };
