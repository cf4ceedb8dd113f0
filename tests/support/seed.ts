import fc from 'fast-check';

// Whatever is taken at random, in every test: `TEST_SEED` takes the same again, and is printed as a run begins.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.TEST_SEED) });
