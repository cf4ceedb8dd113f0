import type * as z from 'zod';
import { wholly } from '#privacy/views.ts';

/** All of a record, as a test looks at it. */
export const seen = <Shape extends z.ZodRawShape>(record: z.ZodObject<Shape>) => wholly('answer-rights', record);
