import type * as z from 'zod';
import { bookingEdges } from './bookings/edges.ts';
import { SessionCancellationRecord } from './bookings/items.ts';
import { emailEdges } from './emails/edges.ts';
import type { Edge } from './engine/edges.ts';
import { AuditRecord, ReplyRecord, SubjectRecord } from './engine/items.ts';
import { fundingEdges } from './funding/edges.ts';
import { NewsRecord } from './news/items.ts';
import { DemographicsRecord } from './people/demographics-items.ts';
import { peopleEdges } from './people/edges.ts';
import { UnsubscribedRecord } from './people/items.ts';
import { trainingEdges } from './training/edges.ts';
import { WebsiteSessionRecord } from './website/items.ts';

/** Every edge of every area: how what belongs to somebody is found from their mailbox, and from the records that name them. */
export const edges: readonly Edge[] = [
  ...peopleEdges,
  ...emailEdges,
  ...bookingEdges,
  ...fundingEdges,
  ...trainingEdges,
];

/** Those kinds about people to which no edge leads, and why that is well. */
export const foundOtherwise = new Map<z.ZodObject, string>([
  [AuditRecord, 'Stands in a table of its own, and is found by what it was done to.'],
  [
    WebsiteSessionRecord,
    'Whose it is stands in what is sealed, for which their browser alone has the key: it ends within a day, or as they sign out.',
  ],
  [ReplyRecord, 'What somebody was answered is kept for a day, under a key that they alone have.'],
  [
    SessionCancellationRecord,
    'Of a session, by which it is found: staff are asked to write of nobody, so that no field says of whom it is.',
  ],
  [
    DemographicsRecord,
    'Stands in a table of its own, which one function may read and show to them alone: the consent that it rests on says that it is there.',
  ],
  [
    UnsubscribedRecord,
    'Named by a mailbox under a key, and says nothing but that it takes no news: the choice that it follows from says the same.',
  ],
  [
    NewsRecord,
    'Says who of the staff wrote it and let it go out, by the id that they sign in by, as the trail of what they did does.',
  ],
  [SubjectRecord, 'The index by subject itself.'],
]);
