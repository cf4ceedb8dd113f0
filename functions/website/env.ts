import * as z from 'zod';
import { CommonEnv } from '#platform/env.ts';

const functionName = z.string().min(1);

export const WebsiteEnv = CommonEnv.extend({
  /** The functions that answer the public of an area: pages ask these, and nobody else. */
  BOOKINGS_PUBLIC: functionName,
});
