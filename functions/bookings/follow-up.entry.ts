import { readEnv } from '../../shared/platform/env.ts';
import { createBookingsDependencies } from './dependencies.ts';
import { BookingsEnv } from './env.ts';
import { createFollowUpHandler } from './follow-up.ts';

export const handler = createFollowUpHandler(createBookingsDependencies(readEnv(BookingsEnv, process.env)));
