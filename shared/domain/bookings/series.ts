import * as z from 'zod';
import { id } from '../ids.ts';
import { instant } from '../time/instant.ts';
import { sessionDetails } from './session.ts';

/** Several dates of one course, made together; each is a session of its own. */
export const seriesFields = { seriesId: id, title: sessionDetails.title, sessionIds: z.array(id), createdAt: instant };
export type Series = z.output<z.ZodObject<typeof seriesFields>>;

/** Of dates: with three records each, within what one transaction takes. */
export const longestSeries = 30;
