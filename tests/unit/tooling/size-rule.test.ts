import { describe, expect, it } from 'vitest';
import { refusedIn } from './lint.ts';

const statements = (lines: number): string => '  use();\n'.repeat(lines);

/** A function with a body of so many lines. */
const declaration = (lines: number): string => `export function long() {\n${statements(lines)}}\n`;
const arrow = (lines: number): string => `export const long = async () => {\n${statements(lines)}};\n`;
const method = (lines: number): string => `export class Long {\n  go() {\n${statements(lines)}  }\n}\n`;

/** One that a short function holds within it, which then is as long. */
const closure = (lines: number): string =>
  `export function create() {\n  return () => {\n${statements(lines)}  };\n}\n`;

const file = (lines: number): string => 'export {};\n'.repeat(lines);

describe('the limit of a function', () => {
  const refusedAt = (tree: readonly (readonly [string, string])[]) =>
    refusedIn(new Map(tree), 'complexity/noExcessiveLinesPerFunction');

  it('is eighty lines, wherever it stands and however it is written', () => {
    const within = ['shared/http', 'functions/bookings/places', 'infra/local/s3', 'bench', 'scripts'].map(
      (folder) => [`${folder}/within.ts`, declaration(80)] as const,
    );
    const beyond = [
      ['bench/beyond.ts', declaration(81)],
      ['functions/bookings/places/beyond.ts', arrow(81)],
      ['functions/bookings/contract.ts', declaration(81)],
      ['infra/local/s3/beyond.ts', method(81)],
      ['scripts/beyond.ts', declaration(81)],
      ['shared/http/beyond.ts', closure(81)],
    ] as const;
    expect(refusedAt([...within, ...beyond])).toEqual(beyond.map(([path]) => path).toSorted());
  });

  it('is none for tests', () => {
    expect(refusedAt([['tests/unit/http/long.test.ts', declaration(500)]])).toEqual([]);
  });
});

describe('the limit of a file', () => {
  const refusedAt = (lines: Readonly<Record<string, number>>) => {
    const tree = new Map(Object.entries(lines).map(([path, count]) => [path, file(count)]));
    return refusedIn(tree, 'style/noExcessiveLinesPerFile');
  };

  it('is two hundred lines for a use case, and none for a contract', () => {
    const lines = {
      'functions/bookings/places/beyond.ts': 201,
      'functions/bookings/places/within.ts': 200,
      'functions/bookings/contract.ts': 900,
    };
    expect(refusedAt(lines)).toEqual(['functions/bookings/places/beyond.ts']);
  });

  it('is three hundred and fifty for what functions share and for what they run on', () => {
    const lines = {
      'infra/local/s3/beyond.ts': 351,
      'infra/local/s3/within.ts': 350,
      'shared/records/beyond.ts': 351,
      'shared/records/within.ts': 350,
    };
    expect(refusedAt(lines)).toEqual(['infra/local/s3/beyond.ts', 'shared/records/beyond.ts']);
  });

  it('is none for tests', () => {
    expect(refusedAt({ 'tests/unit/http/long.test.ts': 900 })).toEqual([]);
  });
});
