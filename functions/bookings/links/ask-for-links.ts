import type { UseCase } from '#http/use-case.ts';
import type { Counter } from '#platform/metrics.ts';
import { carryThrough } from '#platform/work.ts';
import type { Links } from '#records/people/links.ts';
import type { bookings } from '../contract.ts';

/** Whoever asks is answered the same, in the same time, whatever there is: what there is, is looked up once they are gone. */
export const createAskForLinks =
  ({
    links,
    counter,
  }: {
    readonly links: Links;
    readonly counter: Counter;
  }): UseCase<typeof bookings.routes.askForLinks> =>
  async ({ body }, { work, once }) => {
    return carryThrough({ work, once }, async () => ({
      reply: { status: 202, body: {} },
      async change(carrying) {
        const kept = await links.ask(body.workEmail, carrying);
        if (kept === 'passed-over') counter.count('AskPassedOver');
        return kept === undefined ? 'facts-changed' : 'changed';
      },
    }));
  };
