import { endWith } from '../infra/local/running.ts';
import { lookAt } from './checks/check.ts';
import { smokeChecks } from './checks/smoke.ts';
import { tlsOf } from './checks/tls.ts';

/** Whether a site that runs works, as anybody can see it; it changes nothing. Ends with 1 where something does not. */
const [given, ...more] = process.argv.slice(2);
const usage = 'Say where: npm run smoke -- https://www.hub.example';
if (given === undefined || more.length > 0 || !URL.canParse(given)) endWith(usage);
const address = new URL(given);
if (!/^https?:$/.test(address.protocol)) endWith(usage);

const works = await lookAt(smokeChecks({ address, now: new Date(), tlsOf }), console.log);
process.exitCode = works ? 0 : 1;
