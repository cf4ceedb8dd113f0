import type { PolicyLine } from '#privacy/policy-line.ts';
import { policyLines } from '#privacy/policy-lines.ts';

const named = (what: string, names: readonly string[] = []): string[] =>
  names.length > 0 ? [`${what} ${names.join(', ')}`] : [];

function row({ label, says, by }: PolicyLine): string {
  if ('toCome' in by) return `| ${label} | ${says} | *to come*: ${by.toCome} | |`;
  const { classes, purposes, routes, settings, test } = by;
  const honoured = [
    ...named('class', classes),
    ...named('purpose', purposes),
    ...named('route', routes),
    ...named('setting', settings),
  ].join('; ');
  return `| ${label} | ${says} | ${honoured} | \`${test.file}\`: ${test.name} |`;
}

/** Line by line what honours the policy as it was published, for people to read. */
export const policyLinesDocument = (): string =>
  [
    '# What honours the policy',
    '',
    'Each sentence and bullet of [the policy as it was published](source.md), with what of this software honours it and the test',
    'that fails when it stops being true.',
    '',
    '| line | it says | honoured by | test |',
    '| --- | --- | --- | --- |',
    ...policyLines.map(row),
    '',
  ].join('\n');
