const invocation = /^\/[\d-]+\/functions\/([^/]+)\/invocations$/;

/** Which function Lambda is asked to run by a request to this path, if any. */
export function invokedBy(path: string): string | undefined {
  const name = invocation.exec(path)?.[1];
  return name === undefined ? undefined : decodeURIComponent(name);
}
