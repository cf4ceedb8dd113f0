import { keptBackMs, waitBefore } from '#platform/work.ts';
import { deployed, nameOf } from './deployed.ts';
import { median, type Row } from './measure.ts';

/**
 * What AWS takes, in milliseconds, within a third more or less: a transaction on ten records, for which it keeps them; to be told that
 * others are at them; and what is read before.
 */
const aws = { transaction: 15, conflict: 8, reading: 8 };
const places = 30;
const times = 9;

/** What happens when, in an order of its own and in no time. */
function createAgenda() {
  let now = 0;
  const due: { readonly at: number; readonly happens: () => void }[] = [];
  return {
    in(ms: number, happens: () => void): void {
      const at = now + ms;
      const place = due.findLastIndex((other) => other.at >= at);
      due.splice(place + 1, 0, { at, happens });
    },
    /** @returns when the last of it happened */
    carryOut(): number {
      for (let next = due.pop(); next; next = due.pop()) {
        now = next.at;
        next.happens();
      }
      return now;
    },
  };
}

/** How long the last waits of so many who want one session at once, in seconds, where DynamoDB cancels what meets. */
export function lastOf(people: number): number {
  const agenda = createAgenda();
  const about = (ms: number) => ms * (2 / 3 + (2 / 3) * Math.random());
  let [taken, isHeld] = [0, false];
  for (let person = 0; person < people; person += 1) {
    let attempts = 0;
    const again = (): void => {
      agenda.in(waitBefore(attempts, Math.random), read);
      attempts += 1;
    };
    const write = (finds: boolean): void => {
      if (isHeld) {
        agenda.in(about(aws.conflict), again);
        return;
      }
      isHeld = true;
      agenda.in(about(aws.transaction), () => {
        isHeld = false;
        // Whoever goes into the line does so upon what stays so.
        if (finds && taken >= places) again();
        else if (finds) taken += 1;
      });
    };
    const read = (): void =>
      agenda.in(about(aws.reading), () => {
        write(taken < places);
      });
    read();
  }
  return agenda.carryOut() / 1000;
}

/** Reckoned and not measured: how long a session takes that everybody wants, on AWS, by the waits that functions take. */
export async function* measureRush(): AsyncGenerator<Row> {
  const { functions } = await deployed();
  const { Timeout = 0 } = functions.find((fn) => nameOf(fn) === 'bookings-public') ?? {};
  const atMost = Timeout - keptBackMs / 1000;
  for (const people of [100, 500, 1000, 2000]) {
    const last = median(Array.from({ length: times }, () => lastOf(people)));
    yield {
      what: `${people} people after one session at once, on AWS: the last is answered after`,
      against: 'what the function that books has',
      value: last,
      ...(people <= 500 && { atMost }),
      unit: 's',
      note: `reckoned: ${Math.round(people / last)} a second, where a transaction takes ${aws.transaction} ms`,
    };
  }
}
