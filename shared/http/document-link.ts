import * as z from 'zod';
import { instant } from '#domain/time/instant.ts';

const downloadUrl = z
  .string()
  .meta({ example: 'https://documents.s3.eu-west-2.amazonaws.com/01KF5A2C4E6G8J1M3P5R7T9V2X?X-Amz-Expires=60' });

/** Where a file lies, for whoever is to open it now. */
export const DocumentLink = z
  .object({ url: downloadUrl, endsAt: instant.meta({ description: 'The link can be used until then' }) })
  .meta({ id: 'DocumentLink' });

/** For the description of a route that answers tables. */
export const largeTables =
  'A table over 4 MB is answered by 201 with a link to it, which is good for a minute and needs no token.';
