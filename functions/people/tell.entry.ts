import { readEnv } from '#platform/env.ts';
import { publishedOf } from '#privacy/published.ts';
import { openRecords } from '#records/open-records.ts';
import { createTellOfPolicy } from './accounts/tell-of-policy.ts';
import { PeopleTellEnv } from './env.ts';
import { createSendNews } from './news/send-news.ts';
import { createTellEverybody } from './tell-everybody.ts';
import { wireSendingNews, wireTelling } from './wiring.ts';

const env = readEnv(PeopleTellEnv, process.env);
const open = openRecords(env, 'provide-services', 'tell-about-services');
const wired = wireTelling(open);

export const handler = createTellEverybody({
  tellOfPolicy: createTellOfPolicy({ ...wired, policyVersions: publishedOf(wired.hub) }),
  sendNews: createSendNews(wireSendingNews(open)),
  mostToldInAnHour: wired.hub.policy.mostToldInAnHour,
});
