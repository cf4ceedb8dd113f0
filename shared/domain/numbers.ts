import * as z from 'zod';

/** How many of something there are. */
export const count = z.int().min(0);

/** Of something that changes: 1 when it is made, one more with each change of what it says. */
export const version = z.int().min(1);

export const firstVersion = 1;
export const versionAfter = (before: { readonly version: number }): number => before.version + 1;
