/** A record of a CSV file: its fields, or that it cannot be read as any. */
export interface CsvRecord {
  /** On which it begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[] | undefined;
}

/** A field, quoted or not, and what ends it. */
const field = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n|\r|\n|$)/y;
const lineEnd = /\r\n|\r|\n|$/g;
const lineEnds = /\r\n|\r|\n/g;

/** The fields of the record at a place, and where the next one begins. Of one with a stray quote, no more than where its line ends. */
function readRecord(text: string, start: number): { readonly fields?: readonly string[]; readonly next: number } {
  const fields: string[] = [];
  for (let at = start; ; ) {
    field.lastIndex = at;
    const [whole, quoted, plain, end] = field.exec(text) ?? [];
    if (whole === undefined) {
      lineEnd.lastIndex = at;
      const [broken = ''] = lineEnd.exec(text) ?? [];
      return { next: Math.max(lineEnd.lastIndex, at + broken.length) };
    }
    fields.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    at += whole.length;
    if (end !== ',') return { fields, next: at };
  }
}

/** The records of a CSV file (RFC 4180). A line with nothing on it is none. */
export function csvRecords(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const { fields, next } = readRecord(text, at);
    if (fields?.length !== 1 || fields[0] !== '') records.push({ line, fields });
    line += text.slice(at, next).match(lineEnds)?.length ?? 0;
    at = next;
  }
  return records;
}
