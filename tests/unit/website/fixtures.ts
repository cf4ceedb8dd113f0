import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';

const root = 'node_modules/nhsuk-frontend/dist/nhsuk/components';
const Fixtures = z.object({
  fixtures: z.array(z.object({ name: z.string(), context: z.record(z.string(), z.unknown()), html: z.string() })),
});

/** What the package's macro of a component renders. Variants share a name: the first, or the one that has these options. */
export function fixtureHtml(component: string, name: string, having: Readonly<Record<string, unknown>> = {}): string {
  const { fixtures } = Fixtures.parse(JSON.parse(readFileSync(`${root}/${component}/fixtures.json`, 'utf8')));
  const found = fixtures.find(
    ({ name: its, context }) =>
      its === name && Object.entries(having).every(([option, value]) => isDeepStrictEqual(context[option], value)),
  );
  if (!found) throw new Error(`${component} has no fixture "${name}" with ${JSON.stringify(having)}`);
  return found.html;
}
