// One process as Lambda starts one: loads a bundle and, where there is an event, answers it. Plain JavaScript, so that nothing but what is
// measured is compiled. What the process took of a processor, it says itself as it ends: nobody else can tell.
const { readFileSync, writeSync } = require('node:fs');

const [, , bundle, name, eventFile] = process.argv;

process.on('exit', () => writeSync(3, JSON.stringify(process.cpuUsage())));

const handler = require(bundle)[name];
if (eventFile === undefined) process.exit(0);

const { event, timeoutMs } = JSON.parse(readFileSync(eventFile, 'utf8'));
const deadline = performance.now() + timeoutMs;
const context = {
  awsRequestId: '00000000-0000-4000-8000-000000000000',
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => Math.round(deadline - performance.now()),
};
handler(event, context).then(
  ({ statusCode, body }) => {
    if (statusCode >= 300) process.stderr.write(`answered ${statusCode} ${body}`);
    process.exit(statusCode >= 300 ? 1 : 0);
  },
  (error) => {
    process.stderr.write(String(error?.stack));
    process.exit(1);
  },
);
