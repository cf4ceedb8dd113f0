import type { Hub } from '#hub/hub.ts';

/** So long S3 keeps a table that it has hidden. */
export const exportOldVersionDays = 1;

/**
 * When nothing is left of what is kept for so many days. Where S3 keeps old versions, it counts to the midnight after, hides it then, and
 * deletes what it has hidden so many days and a midnight later.
 */
export const goneAfterDays = (days: number, oldVersionDays?: number): number =>
  oldVersionDays === undefined ? days : days + 1 + oldVersionDays + 1;

/** Of a table that was too large to be answered. */
export const exportGoneAfterDays = ({ stores }: Hub): number => goneAfterDays(stores.exportDays, exportOldVersionDays);
