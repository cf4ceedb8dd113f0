if (!process.version.startsWith('v24.')) {
  throw new Error(
    `The tests run on Node 24, as Lambda does, and this is ${process.version}. Run them by "npm test", or put node_modules/.bin first in PATH.`,
  );
}
