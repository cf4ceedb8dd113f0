// What a function answers, in a process of its own: to be answered again by whoever stands in for it.
const { readFileSync, writeSync } = require('node:fs');

const [, , bundle, name, eventFile] = process.argv;
const context = {
  awsRequestId: 'recorded',
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 10_000,
};

require(bundle)
  [name](JSON.parse(readFileSync(eventFile, 'utf8')), context)
  .then((answer) => {
    writeSync(3, JSON.stringify(answer));
    process.exit(0);
  });
