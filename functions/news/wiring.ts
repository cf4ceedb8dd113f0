import type { ViewFor } from '#privacy/views.ts';
import { createLetters } from '#records/news/letters.ts';
import { createMailOut } from '#records/news/mail-out.ts';
import type { OpenRecords } from '#records/open-records.ts';

/** Of staff, who write news and let it go out. */
export function wireForStaff(open: OpenRecords<ViewFor<'tell-about-services'>>, siteUrl: string) {
  const { records, ...rest } = open;
  return {
    ...rest,
    siteUrl,
    letters: createLetters({ records }),
    mailOut: createMailOut(open),
    recallReply: records.recall,
  };
}
