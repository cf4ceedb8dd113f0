import { parseArgs } from 'node:util';
import { hubById } from '#hub/hubs.ts';
import { systemClock } from '#platform/clock.ts';
import { createMoveOldReasons } from '#records/bookings/old-reasons.ts';
import { openRecords } from '#records/open-records.ts';

/**
 * `npm run move-old-reasons -- --table TABLE [--hub ID]`: once for each stage after 0.1.0, takes out of cancelled sessions why they were,
 * with the rights of whoever runs it: reading and writing the Records table.
 */
const { values } = parseArgs({
  options: { table: { type: 'string' }, hub: { type: 'string', default: 'south-east-london' } },
});

const minutes = 10 * 60_000;
if (values.table === undefined) {
  console.error('Say of which table: npm run move-old-reasons -- --table <Records table> [--hub <id>]');
  process.exitCode = 1;
} else {
  const { records } = openRecords({ HUB: values.hub, RECORDS_TABLE: values.table }, 'provide-services');
  const move = createMoveOldReasons({ records, clock: systemClock, retention: hubById(values.hub).retention });
  const { found, left } = await move({
    signal: AbortSignal.timeout(minutes),
    deadline: performance.now() + minutes,
  });
  console.log(`${found} sessions held why they were cancelled; ${left} of them still do`);
  process.exitCode = left > 0 ? 1 : 0;
}
