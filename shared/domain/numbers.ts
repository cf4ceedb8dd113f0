import * as z from 'zod';

/** How many of something there are. */
export const count = z.int().min(0);

/** Of something that changes: one more with each change. */
export const version = z.int().min(1);
