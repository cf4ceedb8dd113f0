import { deployed, environmentOf, nameOf } from './deployed.ts';
import { clientsFloor } from './floors.ts';
import { inTurn, type Row, timesRow } from './measure.ts';
import { entryOf, timesOf } from './processes.ts';

/** A cold start as far as loading goes: the whole process, from nothing until its function is loaded. */
export async function* measureLoad(pairs: number): AsyncGenerator<Row> {
  const { functions } = await deployed();
  for (const fn of functions.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))) {
    const environment = environmentOf(fn);
    const [ours, floor] = [entryOf(fn), clientsFloor(nameOf(fn))];
    const times = await inTurn(
      () => timesOf({ ...ours, environment }),
      () => timesOf({ file: floor, environment }),
      { pairs },
    );
    yield timesRow({ what: `load ${nameOf(fn)}`, against: 'its SDK clients alone', atMost: 1.25 }, times);
  }
}
