import type { Hub } from '#hub/hub.ts';

/** With how long things are kept, which stores of bookings and sessions ask for by itself. */
export const kept = <Open extends { readonly hub: Hub }>(open: Open) => ({ ...open, retention: open.hub.retention });
