import type { NewsAdminEnv } from '#functions/news/env.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { allowAuditing, allowRecords } from '../constructs/table-access.ts';
import { type ApiScope, apiTimeout } from './scope.ts';

/** Staff write news here; what sends it is by the clock, and whoever stops it asks the functions of people. */
export function newsApi({ stack, settings, environment, records }: ApiScope): HubFunction<unknown>[] {
  const fn = new HubFunction<EnvironmentOf<typeof NewsAdminEnv>>(stack, {
    name: 'news-admin',
    settings,
    timeout: apiTimeout,
    impact: 'Staff cannot write news, nor let it go out, nor stop it',
    environment: { ...environment, AUDIT_TABLE: records.audit.tableName, SITE_URL: settings.siteUrl },
  });
  allowRecords(fn, records, {
    news: ['read', 'put', 'update'],
    // How many it would go to.
    person: ['read'],
    reply: ['read', 'put'],
    lists: ['allNews', 'newsConsents'],
  });
  allowAuditing(fn, records.audit);
  return [fn];
}
