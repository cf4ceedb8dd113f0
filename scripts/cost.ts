import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { countedEvents } from '#platform/metrics.ts';
import { bundleLambdas } from '../infra/bundle.ts';
import { settingsOf } from '../infra/config/stages.ts';
import { type CostLine, costOfBookings, costOfIdleMonth, costOfOwnMetrics, sumOf } from '../infra/cost.ts';
import { prices } from '../infra/prices.ts';
import { createHubStacks } from '../infra/stacks/hub-stacks.ts';

// What a stage costs, from what would be deployed: HUB_STAGE=production npm run cost
const stage = process.env.HUB_STAGE ?? 'production';
bundleLambdas();
const templates = Object.values(createHubStacks(new App(), settingsOf(stage))).map((stack) =>
  Template.fromStack(stack).toJSON(),
);

function print(title: string, lines: readonly CostLine[]): void {
  console.log(`\n${title}`);
  for (const { what, of, dollars } of [...lines].sort((a, b) => b.dollars - a.dollars)) {
    console.log(`  ${what.padEnd(20)} ${of.padEnd(46)} ${dollars.toFixed(2).padStart(8)}`);
  }
  console.log(`  ${'together'.padEnd(67)} ${sumOf(lines).toFixed(2).padStart(8)}`);
}

console.log(`US dollars, list prices of London as of ${prices.asOf}, without VAT and free bands (infra/prices.ts)`);
print(`${stage}, a month in which nobody comes`, costOfIdleMonth(templates));
print('each 1,000 bookings more', costOfBookings(1000));
print('at most, in a busy month', [costOfOwnMetrics(countedEvents.length)]);
console.log('\nA key that is turned over yearly costs $1 more a month after its first and its second year.');
