import { createBareHandler } from './handler.ts';

export const handler = createBareHandler();
