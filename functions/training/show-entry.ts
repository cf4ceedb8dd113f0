import type * as z from 'zod';
import { durationOf, hoursOf } from '#domain/training/cpd-log.ts';
import type { TrainingEntry as Entry } from '#domain/training/entry.ts';
import { certificateUrl } from '#email/bookings/attended.ts';
import type { StoredDispute } from '#records/training/disputes.ts';
import type { TrainingEntry } from './schemas.ts';

type Shown = z.input<typeof TrainingEntry>;

/** @param siteUrl - of the hub's website, where certificates are checked */
export const showEntry = (
  { minutes, certificateCode: code, ...entry }: Entry,
  siteUrl: string,
  dispute?: StoredDispute,
): Shown => ({
  '@type': 'CourseInstance',
  ...entry,
  ...(minutes !== undefined && { hours: hoursOf(minutes), timeRequired: durationOf(minutes) }),
  ...(code !== undefined && {
    certificate: { '@type': 'EducationalOccupationalCredential', code, url: certificateUrl(siteUrl, code) },
  }),
  ...(dispute && { dispute }),
});
