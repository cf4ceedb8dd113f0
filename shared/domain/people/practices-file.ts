import * as z from 'zod';
import { csvRecords } from '../text/csv-records.ts';
import { line } from '../text/text.ts';
import { odsCode } from './person.ts';

/** What a line of the NHS's file says of an organisation that prescribes. */
export interface PracticeLine {
  readonly odsCode: string;
  /** In capitals, as the register has it. */
  readonly name: string;
  readonly town: string;
  readonly postcode: string;
  /** A GP practice that is open: not closed, dormant, or only proposed. */
  readonly isOpen: boolean;
  /** Otherwise it is a walk-in centre, a prison, a hospice …, which the file has, too. */
  readonly isPractice: boolean;
}

export interface LineFault {
  readonly line: number;
  readonly fault: string;
}

/** A file of practices as it was read; or the one reason why it is none. */
export type PracticesFile =
  | { readonly lines: readonly PracticeLine[]; readonly faults: readonly LineFault[] }
  | { readonly refused: string };

const columns = 27;
/** From 0. The rest (commissioner, telephone …) is not kept: nothing here asks for it. */
const at = {
  code: 0,
  name: 1,
  /** Grouping and geography: looked at only to know the file by. */
  areas: [2, 3],
  /** To the town, which is the last that is not empty, and the county. */
  address: [5, 6, 7],
  aroundPostcode: [4, 5, 6, 7, 8],
  postcode: 9,
  opened: 10,
  closed: 11,
  status: 12,
  setting: 25,
} as const;

/** By letters until 2025, when the file was of the NHS's TRUD; in words since it is a report of ODS Data Search and Export. */
const statuses = {
  A: 'open',
  ACTIVE: 'open',
  C: 'closed',
  INACTIVE: 'closed',
  D: 'dormant',
  DORMANT: 'dormant',
  P: 'proposed',
  PROPOSED: 'proposed',
} as const;
const isStatus = (text: string): text is keyof typeof statuses => Object.hasOwn(statuses, text);
/** The prescribing setting of a GP practice: by its number before, by its role since. */
const practiceSettings = ['4', 'RO76'];
const isSetting = (text: string): boolean => /^(\d{1,2}|RO\d{2,3})$/.test(text);
const isArea = (text: string): boolean => /^([A-Z0-9]{3})?$/.test(text);
const isPostcode = (text: string): boolean => /^[A-Z]{1,2}\d[A-Z0-9]? ?\d[A-Z]{2}$/.test(text);

const isDay = (text: string): boolean => {
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text) ?? [];
  return z.iso.date().safeParse(`${year}-${month}-${day}`).success;
};

const Name = line(200);

/**
 * What is wrong with a column that is written by a code: a file whose columns moved has the right number of them, and would close or move
 * every practice.
 */
function codedFault(field: (column: number) => string): string | undefined {
  const upper = (column: number) => field(column).toUpperCase();
  const noArea = at.areas.find((column) => !isArea(upper(column)));
  if (noArea !== undefined) return `column ${noArea + 1} is no code of an area, like Y56`;
  const moved = at.aroundPostcode.find((column) => isPostcode(upper(column)));
  if (moved !== undefined) return `column ${moved + 1} is a postcode, which is expected in column 10`;
  if (field(at.postcode) !== '' && !isPostcode(upper(at.postcode))) return 'column 10 is no postcode';
  const noDay = [at.opened, at.closed].find((column) => field(column) !== '' && !isDay(field(column)));
  if (noDay !== undefined) return `column ${noDay + 1} is no date, like 20270104`;
  if (!isStatus(upper(at.status))) return 'column 13 is no status, like ACTIVE or A';
  return isSetting(upper(at.setting)) ? undefined : 'column 26 is no prescribing setting, like RO76 or 4';
}

/** @returns what the line says, or in words what is wrong with it */
function readLine(fields: readonly string[] | undefined): PracticeLine | string {
  if (!fields) return 'its quotes do not match';
  if (fields.length !== columns) return `it has ${fields.length} columns`;
  const field = (column: number) => (fields[column] ?? '').trim().replaceAll(/\s+/g, ' ');
  const code = odsCode.safeParse(field(at.code));
  if (!code.success) return 'column 1 is no ODS code';
  const name = Name.safeParse(field(at.name));
  if (!name.success) return 'column 2 is no name';
  const fault = codedFault(field);
  const status = field(at.status).toUpperCase();
  if (fault !== undefined || !isStatus(status)) return fault ?? 'column 13 is no status';
  const isPractice = practiceSettings.includes(field(at.setting).toUpperCase());
  return {
    odsCode: code.data,
    name: name.data,
    town: at.address.map(field).findLast((text) => text !== '') ?? '',
    postcode: field(at.postcode).toUpperCase(),
    isOpen: isPractice && statuses[status] === 'open',
    isPractice,
  };
}

const expected =
  'Expected is epraccur.csv of the NHS’s Organisation Data Service: 27 columns, no header row, the code in column 1, dates in columns 11 and 12, the postcode in column 10, the status in column 13, the prescribing setting in column 26';

/** Reads `epraccur.csv`. Where more than a tenth of its lines are at fault it is another file, which is said once. */
export function readPractices(text: string): PracticesFile {
  const records = csvRecords(text.replace(/^\u{FEFF}/u, ''));
  const [first] = records;
  if (!first) return { refused: `The file is empty. ${expected}.` };
  const lines: PracticeLine[] = [];
  const faults: LineFault[] = [];
  const seen = new Map<string, number>();
  for (const { line: number, fields } of records) {
    const read = readLine(fields);
    const before = typeof read === 'string' ? undefined : seen.get(read.odsCode);
    if (typeof read === 'string') faults.push({ line: number, fault: read });
    else if (before !== undefined) faults.push({ line: number, fault: `line ${before} is of the same code` });
    else {
      lines.push(read);
      seen.set(read.odsCode, number);
    }
  }
  const [fault] = faults;
  if (fault && (lines.length === 0 || (faults.length > 1 && faults.length * 10 > records.length))) {
    const found = `${faults.length} of ${records.length} lines are otherwise, line ${fault.line} first: ${fault.fault}`;
    return { refused: `${expected}. ${found}.` };
  }
  if (fault?.line === first.line && /[a-z]{4}/i.test(first.fields?.[at.opened] ?? ''))
    return { refused: `The file begins with a header row. ${expected}.` };
  if (!lines.some(({ isPractice }) => isPractice)) return { refused: `No line is of a GP practice. ${expected}.` };
  return { lines, faults };
}
