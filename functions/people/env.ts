import * as z from 'zod';
import { allowedOrigins, CommonEnv, subjectsKey } from '#platform/env.ts';

const HttpEnv = CommonEnv.extend({ RECORDS_TABLE: z.string().min(1), ALLOWED_ORIGINS: allowedOrigins });

export const PeoplePublicEnv = HttpEnv.extend({
  ...subjectsKey,
  /** Id of the pool that learners sign in by. */
  LEARNER_POOL: z.string().min(1),
});
export const PeopleMeEnv = HttpEnv.extend({
  /** The hub's website, to which links lead. No slash at the end. */
  SITE_URL: z.url(),
});
export const PeopleAdminEnv = HttpEnv.extend({
  AUDIT_TABLE: z.string().min(1),
  /** Where staff sign in. */
  STAFF_POOL_ID: z.string().min(1),
  ...subjectsKey,
});
