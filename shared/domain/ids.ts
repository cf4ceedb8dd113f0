import * as z from 'zod';

/** A ULID, as every id of ours is. */
export const id = z
  .string()
  .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'This is not an id of ours')
  .meta({ example: '01KF5A2C4E6G8J1M3P5R7T9V2X' });
