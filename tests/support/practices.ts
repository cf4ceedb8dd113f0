import { stringify } from 'csv-stringify/sync';
import type { Practice } from '#domain/people/workplaces.ts';

/** What a line of the NHS's file may say, where it matters here. */
export interface PracticeRow {
  readonly odsCode: string;
  readonly name?: string;
  readonly town?: string;
  readonly postcode?: string;
  readonly opened?: string;
  readonly closed?: string;
  readonly status?: string;
  readonly setting?: string;
}

/** The 27 columns of `epraccur.csv`. */
export const practiceColumns = ({
  odsCode,
  name = 'ANY SURGERY',
  town = 'LEWISHAM',
  postcode = 'SE13 9XX',
  opened = '20010401',
  closed = '',
  status = 'ACTIVE',
  setting = 'RO76',
}: PracticeRow): string[] => [
  ...[odsCode, name, 'Y56', 'QKK', '1 THE STREET', '', '', town, '', postcode, opened, closed, status],
  ...['', '72Q', '20200401', '', '020 7946 0000', '', '', '', '0', '', '', '', setting, ''],
];

/** As the NHS publishes it: quoted throughout, and without a header. */
export const practicesFile = (rows: readonly PracticeRow[]): string =>
  stringify(rows.map(practiceColumns), { quoted: true, record_delimiter: '\r\n' });

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export const aPractice = (odsCode: string, changes: Partial<Practice> = {}): Practice => ({
  odsCode,
  name: 'ANY SURGERY',
  town: 'LEWISHAM',
  postcode: 'SE13 9XX',
  isOpen: true,
  ...changes,
});
