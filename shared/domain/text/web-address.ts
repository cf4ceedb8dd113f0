import * as z from 'zod';

export const secureUrl = z
  .url({ protocol: /^https$/, error: 'Enter a web address that begins with https://' })
  .regex(/^https:\/\/[^\s/?#@\\]+(?:[/?#]\S*)?$/, 'Enter a web address without a user name or spaces')
  .max(500, 'Enter a web address of 500 characters or fewer')
  .meta({ format: 'uri' });
