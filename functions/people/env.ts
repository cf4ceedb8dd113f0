import * as z from 'zod';
import { allowedOrigins, CommonEnv, subjectsKey } from '#platform/env.ts';

export const PeopleEnv = CommonEnv.extend({ RECORDS_TABLE: z.string().min(1) });

/** It names mailboxes as those are named that take no news. */
export const PeopleTellEnv = PeopleEnv.extend(subjectsKey);

const HttpEnv = PeopleEnv.extend({ ALLOWED_ORIGINS: allowedOrigins });

/** Id of the pool that learners sign in by. */
const learnerPool = { LEARNER_POOL: z.string().min(1) };

export const PeoplePublicEnv = HttpEnv.extend({ ...subjectsKey, ...learnerPool });
export const PeopleMeEnv = HttpEnv.extend({
  /** The hub's website, to which links lead. No slash at the end. */
  SITE_URL: z.url(),
  ...subjectsKey,
});
/** Beside the records it may touch the table of demographics, which no other function may. */
export const PeopleDemographicsEnv = HttpEnv.extend({
  DEMOGRAPHICS_TABLE: z.string().min(1),
  QUEUE_URL: z.url(),
  ...subjectsKey,
});
export const EndUsersEnv = PeopleEnv.extend({ ...learnerPool, QUEUE_URL: z.url() });
export const PeopleAdminEnv = HttpEnv.extend({
  AUDIT_TABLE: z.string().min(1),
  /** Where staff sign in. */
  STAFF_POOL: z.string().min(1),
  ...subjectsKey,
});
