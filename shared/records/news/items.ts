import { newsFields } from '#domain/news/news.ts';
import { about } from '#privacy/fields.ts';
import { record } from '../engine/record.ts';

/** A letter of news, kept as long as the trail of who wrote it and let it go out. */
export const NewsRecord = record('news', {
  ends: { rule: 'audit', from: 'changedAt' },
  versioned: true,
  fields: about('news', newsFields, 'recorded-by-staff', 'derived'),
});
