import { sessionFormats } from '#domain/bookings/session.ts';
import { periodInLondon } from '#domain/time/london.ts';
import type { Month } from '#domain/time/months.ts';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Field } from '../components/field.tsx';
import { Pagination } from '../components/pagination.tsx';
import { FaultsSummary } from '../forms/faults-summary.tsx';
import type { Faults, Typed } from '../forms/form.ts';
import type { Page } from '../layout.tsx';
import { notChosen, type Offered } from './offered.ts';
import { formatInWords, placesInWords, type Session, whereInWords } from './session-words.ts';

/** By which the list is narrowed, by the names that the API gives them. */
export const filters = ['q', 'format', 'roleGroup', 'borough'] as const;

interface Listed {
  readonly sessions: readonly Session[];
  readonly nextCursor?: string | undefined;
}

const Filters = ({ typed, faults, offered }: { typed: Typed; faults: Faults; offered: Offered }) => {
  const of = (name: (typeof filters)[number]) => ({ name, value: typed[name], error: faults[name] });
  return (
    <form action="/sessions" method="get" novalidate>
      <Field kind="text" {...of('q')} label="Words" hint="Of the title or the provider, like asthma" />
      <Field
        kind="select"
        {...of('format')}
        label="In person or online"
        items={[notChosen('Either'), ...sessionFormats.map((value) => ({ value, text: formatInWords[value] }))]}
      />
      <Field kind="select" {...of('roleGroup')} label="For" items={[notChosen('Everybody'), ...offered.roleGroups]} />
      <Field
        kind="select"
        {...of('borough')}
        label="Who work in"
        items={[notChosen('Any borough'), ...offered.boroughs]}
      />
      <Button variant="secondary">Show these sessions</Button>
    </form>
  );
};

const SessionCard = ({ session }: { session: Session }) => (
  <Card heading={session.title} headingLevel={2} href={`/sessions/${session.sessionId}`}>
    <p>
      {periodInLondon(session.startsAt, session.endsAt)}
      <br />
      {whereInWords(session)}
    </p>
    <p>{placesInWords(session)}</p>
  </Card>
);

/** What was chosen, for the API to judge; what was left empty is left out. */
export const chosen = (typed: Typed, ...more: readonly string[]): Record<string, string> =>
  Object.fromEntries([...filters, ...more].flatMap((name) => (typed[name] ? [[name, typed[name]]] : [])));

/** Another page of the same sessions. */
export function hrefWith(path: string, typed: Typed, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({ ...more, ...chosen(typed) });
  return query.size > 0 ? `${path}?${query}` : path;
}

interface Shown {
  readonly typed: Typed;
  readonly faults: Faults;
  readonly offered: Offered;
  /** The one that it is. */
  readonly month: Month;
}

export const sessionsPage = (page: Page, { sessions, nextCursor }: Listed, { typed, faults, offered, month }: Shown) =>
  page({
    title: 'Training sessions',
    hasError: Object.keys(faults).length > 0,
    children: (
      <>
        <FaultsSummary faults={faults} />
        <h1 class="nhsuk-heading-xl">Training sessions</h1>
        <Filters typed={typed} faults={faults} offered={offered} />
        <p>
          <a href={hrefWith(`/sessions/month/${month}`, typed)}>See these sessions month by month</a>
        </p>
        {sessions.length === 0 && (
          <p>There is no session like this to book at the moment. Ask for less, or look again another day.</p>
        )}
        {sessions.map((session) => (
          <SessionCard session={session} />
        ))}
        {nextCursor !== undefined && (
          <Pagination next={{ href: hrefWith('/sessions', typed, { cursor: nextCursor }), label: 'Later sessions' }} />
        )}
      </>
    ),
  });
