/** The top headers of a raw email by their names in lower case, folded lines joined; of several of one name the first. */
export function headersOf(raw: Buffer): ReadonlyMap<string, string> {
  const [head = ''] = raw.toString('utf8').split(/\r?\n\r?\n/, 1);
  const headers = new Map<string, string>();
  for (const line of head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return headers;
}
