import * as z from 'zod';
import { pounds } from '#domain/money.ts';
import { capitalised, listed } from '#domain/text/listed.ts';
import { day, instant } from '#domain/time/instant.ts';
import { dayInWords, momentInLondon } from '#domain/time/london.ts';
import { allJobRoles, jobRoleInWords } from '#hub/job-roles.ts';

const acronyms: Readonly<Record<string, string>> = {
  cpd: 'CPD',
  gp: 'GP',
  nhs: 'NHS',
  nmc: 'NMC',
  ods: 'ODS',
  pcn: 'PCN',
};

/** `jobTitle`, `holdings-seen`, `costPence`: as a person reads it. */
export const heldName = (name: string): string =>
  capitalised(
    name
      .replace(/Pence$/, '')
      .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
      .split(/[ -]/)
      .map((word) => acronyms[word] ?? word)
      .join(' '),
  );

const JobRole = z.enum(allJobRoles);
/** A word of our own, and none that somebody wrote: `practice-nurse`. */
const coded = /^[a-z]+(?:-[a-z]+)+$/;

function textInWords(text: string): string {
  const role = JobRole.safeParse(text);
  if (role.success) return jobRoleInWords(role.data);
  if (instant.safeParse(text).success) return momentInLondon(text);
  if (day.safeParse(text).success) return dayInWords(text);
  return coded.test(text) ? heldName(text) : text;
}

/** @param name - of the field: whether a number is money, it says */
export function heldValue(name: string, value: unknown): string {
  if (value === null || value === undefined) return 'Nothing';
  if (typeof value === 'string') return textInWords(value);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return name.endsWith('Pence') ? pounds(value) : String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'Nothing' : listed(value.map((each) => heldValue(name, each)));
  return Object.entries(value)
    .map(([part, of]) => `${heldName(part)}: ${heldValue(part, of)}`)
    .join('; ');
}
