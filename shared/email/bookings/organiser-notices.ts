import * as z from 'zod';
import { facts, paragraph } from '../layout.ts';
import { manageLink, messageKind, SessionSnapshot, sessionRows } from '../message.ts';

const SessionCounts = z.object({
  session: SessionSnapshot,
  capacity: z.int(),
  confirmed: z.int(),
  waitlisted: z.int(),
});

const countRows = ({ session, capacity, confirmed, waitlisted }: z.output<typeof SessionCounts>) =>
  facts(
    ...sessionRows(session),
    ['Places', String(capacity)],
    ['Confirmed', String(confirmed)],
    ['On the waiting list', String(waitlisted)],
  );

const because = 'you organise this session';

export const sessionFull = messageKind({
  kind: 'session-full',
  sort: 'service',
  facts: SessionCounts,
  render: (counts, context) => ({
    subject: `This session is full: ${counts.session.title}`,
    blocks: [
      paragraph('Every place on this session is taken.'),
      countRows(counts),
      manageLink('See the session', context),
    ],
    because,
  }),
});

const peopleHave = (count: number): string => (count === 1 ? '1 person has' : `${count} people have`);

export const minimumNotReached = messageKind({
  kind: 'minimum-not-reached',
  sort: 'service',
  facts: SessionCounts.extend({ minimumNumbers: z.int() }),
  render: (counts, context) => ({
    subject: `Too few have booked: ${counts.session.title}`,
    blocks: [
      paragraph(
        `${peopleHave(counts.confirmed)} a confirmed place. The session needs at least ${counts.minimumNumbers}.`,
      ),
      countRows(counts),
      manageLink('See, change or cancel the session', context),
    ],
    because,
  }),
});
