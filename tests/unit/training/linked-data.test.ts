import { describe, expect, it } from 'vitest';
import { ofAttendance, ofOwn } from '#domain/training/entry.ts';
import { CpdLog } from '#functions/training/cpd/schemas.ts';
import { TrainingEntry, trainingContext } from '#functions/training/schemas.ts';
import { showEntry } from '#functions/training/show-entry.ts';

const id = '01KF0A2C4E6G8J1M3P5R7T9V2X';
const own = ofOwn({
  trainingRecordId: id,
  personId: id,
  title: 'Life support',
  provider: 'St John',
  completedOn: '2027-01-20',
  hours: 3.25,
  level: 'level-3',
  participatory: false,
  version: 1,
  createdAt: '2027-01-21T09:00:00.000Z',
});
const attended = ofAttendance(
  { bookingId: id, attendance: 'attended', certificateCode: 'K7Q2-9MXD-4TPA' },
  {
    title: 'Asthma',
    provider: 'Hub',
    format: 'in-person',
    startsAt: '2027-02-01T09:00:00.000Z',
    endsAt: '2027-02-01T10:30:00.000Z',
  },
);

/** What a program reads that knows JSON-LD and nothing of us: of terms that are texts and lead to one prefix, as ours are. */
function read(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(read);
  if (typeof value !== 'object' || value === null) return value;
  const context: Readonly<Record<string, string>> = trainingContext;
  const named = (term: string) => context[term]?.replace(/^schema:/, context.schema ?? '');
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      if (key === '@type') return [[key, named(String(inner))]];
      const name = named(key);
      return name === undefined ? [] : [[name, read(inner)]];
    }),
  );
}

describe('training as linked data', () => {
  it('is what schema.org has words for, and nothing of what is ours alone', () => {
    const items = [own, attended].map((entry) => entry && showEntry(entry, 'https://hub.example'));
    const sums = { hours: 1, participatoryHours: 1, notParticipatoryHours: 0, notSaidHours: 0, entriesWithoutHours: 0 };
    const days = { from: '2027-01-01', to: '2027-02-02', madeAt: '2027-02-02T09:00:00.000Z' };
    const log = CpdLog.parse({ '@context': trainingContext, name: 'Ann', ...days, items, totals: sums });
    const { '@context': _, ...rest } = log;
    expect(read(rest)).toEqual({
      '@graph': [
        {
          '@type': 'https://schema.org/CourseInstance',
          'https://schema.org/identifier': id,
          'https://schema.org/name': 'Life support',
          'https://schema.org/organizer': 'St John',
          'https://schema.org/endDate': '2027-01-20',
          'https://schema.org/duration': 'PT3H15M',
          'https://schema.org/educationalLevel': 'level-3',
        },
        {
          '@type': 'https://schema.org/CourseInstance',
          'https://schema.org/identifier': `attendance-${id}`,
          'https://schema.org/name': 'Asthma',
          'https://schema.org/organizer': 'Hub',
          'https://schema.org/endDate': '2027-02-01',
          'https://schema.org/duration': 'PT1H30M',
          'https://schema.org/educationalCredentialAwarded': {
            '@type': 'https://schema.org/EducationalOccupationalCredential',
            'https://schema.org/identifier': 'K7Q2-9MXD-4TPA',
            'https://schema.org/url': 'https://hub.example/certificates/K7Q2-9MXD-4TPA',
          },
        },
      ],
    });
  });
});

describe('where an entry comes from', () => {
  it('may be another system, though nothing is brought over yet, and nothing else', () => {
    const { source } = TrainingEntry.shape;
    for (const known of ['own', 'attendance', 'funded-course', 'import'])
      expect(source.safeParse(known).success).toBe(true);
    expect(source.safeParse('elsewhere').success).toBe(false);
  });
});
