import { version } from '#domain/numbers.ts';
import { instant } from '#domain/time/instant.ts';
import { about, bytes } from '#privacy/fields.ts';
import { record } from '../engine/record.ts';

/** That somebody is signed in on the website, or what they were entering when that ended: sealed under a key that their browser alone has. */
export const WebsiteSessionRecord = record('website-session', {
  ends: { rule: 'website-session', from: 'since' },
  versioned: true,
  fields: about('website-session', { version, since: instant, sealed: bytes }, 'derived', 'given-by-the-person'),
});
