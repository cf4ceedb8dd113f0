import type * as z from 'zod';
import { view } from '#privacy/views.ts';
import { WebsiteSessionRecord } from './items.ts';

export const SealedSession = view('provide-services', WebsiteSessionRecord, ['version', 'sealed']);
export type SealedSession = z.output<typeof SealedSession>;
