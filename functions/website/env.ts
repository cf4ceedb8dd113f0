import * as z from 'zod';
import { CommonEnv } from '#platform/env.ts';

const functionName = z.string().min(1);

/** The functions that answer the public of each area: pages ask these, and nobody else. */
export const WebsiteEnv = CommonEnv.extend({
  BOOKINGS_PUBLIC: functionName,
  DOCUMENTS_PUBLIC: functionName,
  FUNDING_PUBLIC: functionName,
  PEOPLE_PUBLIC: functionName,
  PRIVACY_PUBLIC: functionName,
  /** Who is signed in stands there, sealed. */
  RECORDS_TABLE: z.string().min(1),
  /** By which what is somebody's is asked for, with their token. */
  API_URL: z.url(),
  SITE_URL: z.url(),
  /** Where Cognito's own pages are, and which of its clients this is. */
  SIGN_IN_URL: z.url(),
  SIGN_IN_CLIENT: z.string().min(1),
});
