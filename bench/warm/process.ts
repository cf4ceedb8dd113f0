/**
 * The process in which a function and a bare handler answer in turn, with the function's own environment: its log and its metrics go to an
 * output that nobody keeps. What it found is written where the bench reads it.
 */
import { readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inTurn, timed } from '../measure.ts';
import { renewed } from '../recorded.ts';
import type { WarmSettings } from './settings.ts';

type Handler = (event: unknown, context: unknown) => Promise<{ readonly statusCode: number; readonly body: string }>;

const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as WarmSettings;
const require = createRequire(import.meta.url);
const load = (file: string, name: string) => (require(file) as Readonly<Record<string, Handler>>)[name];

const ours = load(settings.ours.file, settings.ours.handler);
const bare = load(settings.bare, 'handler');

let requests = 0;
const context = () => ({ awsRequestId: `request-${requests}`, getRemainingTimeInMillis: () => 10_000 });

/** So many requests one after the other; made before they are measured. */
async function many(handler: Handler | undefined, eventOf: () => unknown) {
  const events = Array.from({ length: settings.atOnce }, eventOf);
  return timed(async () => {
    for (const event of events) {
      const reply = await handler?.(event, context());
      if (reply?.statusCode !== settings.status && handler === ours) throw new Error(`answered ${reply?.body}`);
    }
  });
}

function nextEvent(): unknown {
  requests += 1;
  return JSON.parse(JSON.stringify(settings.event).replaceAll('somebody', `person${requests}`));
}

const compared = await inTurn(
  () => many(ours, nextEvent),
  () => many(bare, () => ({ calls: renewed(settings.calls, settings.given) })),
  // Both are slow until the engine has compiled what they run through.
  { pairs: settings.pairs, warmUps: settings.warmUps },
);
writeSync(3, JSON.stringify(compared));
process.exit(0);
