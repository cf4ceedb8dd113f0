import { createDeliverer } from './create-deliverer.ts';

export const handler = createDeliverer(process.env, () => async () => []);
