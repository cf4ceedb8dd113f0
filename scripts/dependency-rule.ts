/*
 * Who may import what: layers first, then areas. The linter holds it, by what stands in `biome.dependency-rule.json`, which
 * `npm run generate` makes of this; a test holds the linter. What `shared` and `functions` say of themselves is `./` or `../`; all
 * else goes by the names of package.json#imports.
 */

/** The areas that a room may be divided into. What belongs to people may be imported by all but the engine. */
const areas = [
  'bookings',
  'calendar',
  'documents',
  'emails',
  'funding',
  'news',
  'people',
  'privacy',
  'training',
  'website',
] as const;
type Area = (typeof areas)[number];
/** Which other areas each may import: every one of these is a decision. */
type Ties = Readonly<Record<string, readonly Area[]>>;

const ties = {
  // Statements, reports and invoices name the documents that belong to them.
  // Whom news is for is said as of a session.
  domain: {
    bookings: ['people'],
    documents: ['people'],
    funding: ['people', 'documents'],
    news: ['people', 'bookings'],
    people: [],
    // What somebody attended and what was paid for here is training, too; what they entered has documents.
    training: ['people', 'bookings', 'funding', 'documents'],
  },
  records: {
    // Whoever changes something owes the emails about it in the same change.
    bookings: ['people', 'emails'],
    documents: ['people', 'emails', 'funding'],
    // What came back shows on the booking that it was about.
    emails: ['people', 'bookings'],
    funding: ['people', 'emails', 'documents'],
    news: ['people', 'emails'],
    // The links of a mailbox are those of its bookings, too.
    people: ['emails', 'bookings', 'funding'],
    // What was attended or paid for here is read where it stands; what somebody enters has documents.
    training: ['people', 'emails', 'bookings', 'funding', 'documents'],
    website: [],
  },
  email: {
    bookings: ['people'],
    documents: ['people', 'funding'],
    funding: ['people'],
    news: ['people'],
    people: [],
    training: ['people', 'funding'],
  },
  functions: {
    audit: [],
    // The links that somebody lost are sent again for everything that they manage.
    bookings: ['people', 'emails', 'funding'],
    calendar: ['people', 'bookings'],
    changes: ['people', 'bookings', 'documents', 'emails'],
    documents: ['people', 'emails', 'funding', 'training'],
    // A certificate is made as the email that brings it leaves.
    // News brings its own link, which stops it.
    emails: ['people', 'bookings', 'news'],
    funding: ['people', 'emails', 'documents'],
    news: ['people'],
    // Whoever keeps accounts keeps with them what ends with them; what tells everybody of the policy sends news, too.
    people: ['training', 'news'],
    // It tells what is done with everybody's data, and reads nobody's.
    // Whoever asks what is held about them signs in to their account.
    privacy: ['people'],
    training: ['people', 'bookings', 'funding'],
  },
} as const satisfies Readonly<Record<string, Ties>>;

interface Refusal {
  /** Globs over what stands in the import; one that begins with `!` lets through again. */
  readonly group: readonly string[];
  readonly message: string;
}

const refusing = (includes: readonly string[], ...patterns: readonly Refusal[]) => ({
  includes,
  linter: { rules: { style: { noRestrictedImports: { level: 'error', options: { patterns } } } } },
});

const outside = ['#*/**', '../**'];
const onlyTests: Refusal = { group: ['**/tests/**'], message: 'Only tests import tests.' };

/** Of all areas but its own and those that it has a tie to, wherever they stand. */
function untied(own: string, tied: readonly Area[]): Refusal[] {
  const group = areas
    .filter((area) => area !== own && !tied.includes(area))
    .flatMap((area) => [`#*/${area}/**`, `../${area}/**`]);
  return group.length > 0
    ? [{ group, message: 'Another area, to which scripts/dependency-rule.ts lists no tie.' }]
    : [];
}

/** A layer of `shared` and the areas in it: what stands at the layer's root is for each of them, and what they share. */
function layer(name: keyof typeof ties, rule: Refusal, shared: readonly string[]) {
  return [
    refusing([`shared/${name}/**`], rule),
    ...Object.entries<readonly Area[]>(ties[name]).map(([area, tied]) =>
      refusing(
        [`shared/${name}/${area}/**`],
        {
          ...rule,
          group: [...rule.group, ...[...shared, ...tied.map((other) => `${other}/**`)].map((path) => `!../${path}`)],
        },
        ...untied(area, tied),
      ),
    ),
  ];
}

const domain: Refusal = {
  group: ['**', '!./**', '!#hub/**', '!zod'],
  message: 'domain is pure: it imports only itself, hub and zod.',
};
const sharedByDomain = ['*.ts', 'text/**', 'time/**'];

const belowRecords = [...outside, '!#platform/**', '!#domain/**', '!#privacy/**', '!#hub/**'];
const records: Refusal = {
  group: belowRecords,
  message: 'records import only themselves, platform, domain, privacy and hub; the engine nothing of an area.',
};

const ownArea: Refusal = {
  group: ['#functions/**'],
  message: 'An area imports from shared and from itself only.',
};

/** The linter's settings that hold the rule; of two that name the same file, the later one alone applies. */
export const dependencyRule = {
  overrides: [
    refusing(['bench/**', 'scripts/**'], onlyTests),
    refusing(['shared/hub/**'], { group: ['**', '!./**'], message: 'hub is data: it imports nothing but itself.' }),
    ...layer('domain', domain, sharedByDomain),
    refusing(['shared/domain/time/**'], { ...domain, group: [...domain.group, '!../*.ts', '!../text/**'] }),
    refusing(['shared/privacy/**'], {
      group: ['**', '!./**', '!#hub/**', '!#domain/**', '!#policy/**', '!zod'],
      message: 'privacy imports only itself, domain, hub, what is published of it, and zod.',
    }),
    refusing(['shared/platform/**'], { group: outside, message: 'platform imports nothing of ours.' }),
    refusing(['shared/http/**'], {
      group: [...outside, '!#platform/**', '!#domain/**'],
      message: 'http imports only itself, platform and domain.',
    }),
    ...layer('records', records, ['*.ts', 'engine/**']),
    refusing(['shared/records/engine/**'], { ...records, group: [...records.group, '!../keys.ts', '!../kinds.ts'] }),
    refusing(['shared/documents/**', 'shared/pdf/**'], {
      group: belowRecords,
      message: 'documents and pdf import only themselves, platform, domain, privacy and hub.',
    }),
    refusing(['shared/calendar/**'], {
      group: [...outside, '!#platform/**', '!#domain/**', '!#hub/**'],
      message: 'calendar imports only itself, platform, domain and hub.',
    }),
    ...layer(
      'email',
      {
        group: [...belowRecords, '!#calendar/**'],
        message: 'email imports only itself, platform, domain, privacy, hub and calendar.',
      },
      ['*.ts'],
    ),
    refusing(['functions/*.ts'], { ...ownArea, group: ['../**'] }),
    refusing(['functions/website/**'], {
      group: [
        '#functions/**',
        '!#functions/**/contract.ts',
        '!#functions/**/schemas.ts',
        '#records/**',
        '!#records/open-table.ts',
        '!#records/website/**',
        '#documents/**',
      ],
      message:
        'Pages hold no rights to data but to their own sealed sessions: they import contracts and schemas of areas, and nothing else that reads or writes.',
    }),
    ...Object.entries<readonly Area[]>(ties.functions).flatMap(([area, tied]) => [
      refusing([`functions/${area}/*.ts`], { ...ownArea, group: [...ownArea.group, '../**'] }, ...untied(area, tied)),
      refusing(
        [`functions/${area}/*/**`],
        { ...ownArea, group: [...ownArea.group, '../../**'] },
        ...untied(area, tied),
      ),
    ]),
    refusing(
      ['infra/**'],
      {
        group: [
          '#functions/**',
          '**/functions/**',
          '!#functions/contracts.ts',
          '!#functions/*/contract.ts',
          '!#functions/*/env.ts',
          // What pages say of a problem, which the gateway says where no function answers.
          '!#functions/website/words.ts',
        ],
        message: 'infra imports contracts and the types of environments, never what runs.',
      },
      onlyTests,
    ),
  ],
};
