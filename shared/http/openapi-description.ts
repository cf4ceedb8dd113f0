import { largestBody } from './json-body.ts';
import { whenProblems } from './problem-catalogue.ts';
import { type ProblemCode, problems, problemType } from './problems.ts';

/** What is the same for no two hubs: a document that says it is that hub's. */
export interface HubFacts {
  /** Each with the job roles in it. */
  readonly roleGroups: readonly {
    readonly roleGroup: string;
    readonly label: string;
    readonly jobRoles: readonly { readonly jobRole: string; readonly label: string }[];
  }[];
  readonly boroughs: readonly string[];
  readonly providers: readonly { readonly providerId: string; readonly name: string }[];
  /** How long what was answered is kept for a repeat. */
  readonly repliesToRetriesDays: number;
  readonly limits: {
    /** Of one operation in a second, and at once. */
    readonly rate: number;
    readonly burst: number;
    readonly writeRate: number;
    readonly writeBurst: number;
    /** Of one address in five minutes. */
    readonly perAddress: { readonly requests: number; readonly writes: number };
  };
}

const codes = Object.keys(problems).toSorted((a, b) => {
  const [one, other] = [problems[a as ProblemCode], problems[b as ProblemCode]];
  return one.status - other.status || (a < b ? -1 : 1);
}) as ProblemCode[];

/** Every problem that the API can answer, by status. */
export const problemCatalogue = codes.map((code) => ({
  code,
  type: problemType(code),
  status: problems[code].status,
  title: problems[code].title,
  when: whenProblems[code],
}));

const table = (headings: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** What holds for every operation, in words; with the lists that a hub decides where it is one hub's document. */
export function describeApi(hub: HubFacts | undefined): string {
  const kept = hub ? `for ${hub.repliesToRetriesDays * 24} hours` : 'for a day or longer';
  const sections = [
    `Requests and replies are JSON. Where a reply can be a document instead, ask for its media type by \`Accept\`.

- **Times** are ISO 8601. Give any offset; UTC is answered. Days are those in London. Money is whole pence.
- **Lists** come in pages. While there is a \`nextCursor\`, give it as \`cursor\` to read on. A page may hold
  fewer than asked for, or none: what searches or filters looks at a few hundred entries at a time.
- **Changes** carry the \`version\` they are based on. If someone has changed the thing since, the answer is 409: read it again.
- **Problems** are \`application/problem+json\` (RFC 9457). Tell them apart by \`type\`.
- **Unknown fields** are refused in requests. Replies may gain fields.
- **Who may call** an operation stands in its \`x-audience\`, and in the name of its group.`,
    `## Idempotency

Send a new \`Idempotency-Key\`, such as a UUID, for each thing to be done, and the same key again when you do not know
whether it was: after a time-out, a broken connection, a 502, 503 or 504. What was done is then answered again and not done
twice. Make the key when the form is shown, not when it is sent, and a double click is one request, too. A key is yours and
one operation's; what it was answered is kept ${kept}.`,
    `## Limits

A body is at most ${largestBody / 1024} KiB of JSON, unpacked; a document is uploaded straight to storage, 7 MiB at most. Above a limit the answer is
429 with \`Retry-After\`.${hub ? limitsOf(hub) : ''}`,
    `## Problems

${table(
  ['status', 'type', 'title', 'when'],
  problemCatalogue.map(({ status, type, title, when }) => [status, `\`${type}\``, title, when]),
)}`,
    ...(hub ? listsOf(hub) : []),
  ];
  return sections.join('\n\n');
}

const limitsOf = ({ limits: { rate, burst, writeRate, writeBurst, perAddress } }: HubFacts): string => `

${table(
  ['of', 'reads', 'writes'],
  [
    ['one operation, in a second', rate, writeRate],
    ['one operation, at once', burst, writeBurst],
    ['one address, in five minutes', perAddress.requests, `${perAddress.writes} without signing in`],
  ],
)}`;

const listsOf = ({ roleGroups, boroughs, providers }: HubFacts): string[] => [
  `## Job roles

As the National Workforce Reporting Service names them.

${table(
  ['role group', 'job roles'],
  roleGroups.map(({ roleGroup, label, jobRoles }) => [
    `\`${roleGroup}\` ${label}`,
    jobRoles.map(({ jobRole, label: words }) => `\`${jobRole}\` ${words}`).join(', '),
  ]),
)}`,
  `## Boroughs

A workplace lies in one of: ${boroughs.map((borough) => `\`${borough}\``).join(', ')}.`,
  `## Course providers

Give the id of one of these, or name another.

${table(
  ['providerId', 'name'],
  providers.map(({ providerId, name }) => [`\`${providerId}\``, name]),
)}`,
];
