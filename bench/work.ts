import type { Work } from '#platform/work.ts';

/** The bounds of what is measured: none that it should meet. */
export const workOf = (ms = 60_000): Work => ({ signal: AbortSignal.timeout(ms), deadline: performance.now() + ms });
