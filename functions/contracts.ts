import type { Area } from '#http/route.ts';
import { bookings } from './bookings/contract.ts';
import { calendar } from './calendar/contract.ts';
import { documents } from './documents/contract.ts';
import { emails } from './emails/contract.ts';
import { funding } from './funding/contract.ts';
import { news } from './news/contract.ts';
import { consents } from './people/consents/contract.ts';
import { people } from './people/contract.ts';
import { privacy } from './privacy/contract.ts';
import { cpd, training } from './training/contract.ts';

/** The whole API. Gateway, OpenAPI document, typed client and authorization tests are all derived from this list. */
export const areas: readonly Area[] = [
  bookings,
  calendar,
  documents,
  emails,
  funding,
  news,
  people,
  consents,
  privacy,
  training,
  cpd,
];
