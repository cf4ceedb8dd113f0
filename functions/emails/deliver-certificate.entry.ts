import font from 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf';
import { createDeliverer } from './create-deliverer.ts';
import { createMakeCertificate } from './make-certificate.ts';

export const handler = createDeliverer(process.env, (deps) => createMakeCertificate({ ...deps, font }));
