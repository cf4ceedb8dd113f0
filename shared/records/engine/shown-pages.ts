/**
 * When so many ids of what was shown are together, they are kept in an entry of the audit trail. An item takes 400 KB, of which these
 * are less than half; the last page adds a thousand at most.
 */
const mostShown = 5000;

/**
 * Hands the pages of a long list on, and has it kept in the audit trail what they show: each of it once, in as many entries as that
 * takes, the last of them before the end of the list is told; one entry where there is nothing to show.
 *
 * @param nameOf - as the trail names what is shown: `BOOKING#id`
 */
export async function* shownPages<Row>(
  pages: AsyncIterable<readonly Row[]>,
  nameOf: (row: Row) => string,
  keep: (shown: readonly string[]) => Promise<void>,
): AsyncGenerator<readonly Row[], void, undefined> {
  let shown: string[] = [];
  let entries = 0;
  const keepThem = async () => {
    await keep(shown);
    entries += 1;
    shown = [];
  };
  for await (const page of pages) {
    shown.push(...page.map(nameOf));
    if (shown.length >= mostShown) await keepThem();
    yield page;
  }
  if (shown.length > 0 || entries === 0) await keepThem();
}
