import type * as z from 'zod';
import type { FieldError } from './problems.ts';

const kindsInWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

type Issue = z.core.$ZodIssue;

function detailOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'Give this';
      return issue.message.startsWith('Invalid')
        ? `Give ${kindsInWords[issue.expected] ?? issue.expected} here`
        : issue.message;
    case 'invalid_value':
      return issue.message.startsWith('Invalid')
        ? `Choose one of: ${issue.values.map(String).join(', ')}`
        : issue.message;
    case 'too_big':
      return issue.origin === 'array' && issue.message.startsWith('Too')
        ? `Give ${issue.maximum} or fewer`
        : issue.message;
    default:
      return issue.message;
  }
}

/** A JSON Pointer (RFC 6901) from a path. */
const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

// Names of unknown fields are the caller's own text, which may be long or be meant to be read as something else.
const readableName = (key: string): string => key.replaceAll(/[^\w.~-]/g, '?').slice(0, 60);

/** Where something of the caller's own naming lies. */
export const fieldPointer = (names: readonly string[]): string => pointer(names.map(readableName));

/** Of two limits of one field that are passed by one value, the narrower: the one that was added last. */
const isSaidBetter = (issue: Issue, index: number, issues: readonly Issue[]): boolean =>
  (issue.code === 'too_small' || issue.code === 'too_big') &&
  issues.slice(index + 1).some(({ code, path }) => code === issue.code && pointer(path) === pointer(issue.path));

/** What is wrong with one part of a request, in words that say what is wanted and never repeat what was given. */
export function fieldErrors(part: FieldError['in'], issues: readonly Issue[]): FieldError[] {
  return issues.flatMap((issue, index): FieldError[] => {
    if (isSaidBetter(issue, index, issues)) return [];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.slice(0, 20).map((key) => ({
        in: part,
        pointer: pointer([...issue.path, readableName(key)]),
        detail: 'There is no such field',
      }));
    }
    return [{ in: part, pointer: pointer(issue.path), detail: detailOf(issue) }];
  });
}
