/** A font's bytes. Only the bundles of Lambdas can import one; Node itself, as in a test, reads the file. */
declare module '*.ttf' {
  const bytes: Uint8Array;
  export default bytes;
}
