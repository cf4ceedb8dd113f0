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
});
