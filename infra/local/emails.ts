import { parseArgs } from 'node:util';
import * as z from 'zod';
import { inOneSentence } from './fault.ts';
import { ask, endWith } from './running.ts';

const usage = `Whose emails? npm run --silent emails -- ann.bell@nhs.net [--subject "a place is free"] [--link]`;
const waitSeconds = 20;

function readOptions() {
  try {
    const options = { subject: { type: 'string' }, link: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    return { ...values, to: positionals[0] ?? endWith(usage) };
  } catch (error) {
    return endWith(inOneSentence(error, '') ?? usage);
  }
}

const { to, subject, link } = readOptions();
const query = new URLSearchParams({ to, wait: String(waitSeconds), ...(subject !== undefined && { subject }) });
const response = await ask(`/_local/emails?${query}`);
const [newest] = z.array(z.object({ text: z.string() })).parse(await response.json());
if (!newest) {
  const about = subject === undefined ? '' : ` about “${subject}”`;
  endWith(`No email${about} has come to ${to} in ${waitSeconds} seconds`);
}

if (link) {
  const [manage] = /\S+\?token=\S+/.exec(newest.text) ?? [];
  console.log(manage ?? endWith('The email has no link to manage anything'));
} else console.log(newest.text);
