import { classesIn, type FieldClass, isDataClass, type Values } from './fields.ts';
import { type DataClass, inventory } from './inventory.ts';
import type { SubjectRole } from './subjects.ts';
import { type DataClassEntry, isSource, type Source } from './vocabulary.ts';

/** Why a value is not shown to somebody who asks for what is held about them, though they are told that it is there. */
export const withheldBecause = {
  'after-its-author': 'Whoever wrote this may have given it in confidence. Ask us for it, and we ask them first',
  'about-others': 'This says something about other people. Ask us for it, and we give you what is about you',
} as const;
export type Withheld = keyof typeof withheldBecause;

/** One value that is held about somebody, of one class. */
export interface HeldValue {
  readonly name: string;
  readonly dataClass: DataClass;
  readonly sources: readonly Source[];
  readonly shown: { readonly value: unknown } | { readonly withheld: Withheld };
}

/** Which fields are theirs of a record that is somebody else's; of other kinds in that role, all. */
const ownFields: Readonly<Partial<Record<SubjectRole, Readonly<Record<string, readonly string[]>>>>> = {
  // Of the booking whose manager they were named to be, nothing else is theirs.
  manager: { booking: ['managerEmail'] },
  // Whoever sent the invoice says what is on it.
  learner: { invoice: ['invoiceId', 'number', 'status', 'issuedOn', 'receivedAt'], document: [] },
  // A request is written about in emails to those who support it, too.
  applicant: { email: ['emailId', 'kind', 'createdAt', 'sentAt'] },
  holder: { email: ['emailId', 'kind', 'createdAt', 'sentAt'] },
  // Who books for colleagues is written to with their names, and they with theirs.
  booker: { email: ['emailId', 'kind', 'createdAt', 'sentAt'] },
  colleague: { email: ['emailId', 'kind', 'createdAt', 'sentAt'] },
  author: { email: ['emailId', 'kind', 'createdAt', 'sentAt'] },
};

function withheldFrom(role: SubjectRole, type: string, name: string, dataClass: DataClass): Withheld | undefined {
  const own = ownFields[role]?.[type];
  if (own && !own.includes(name)) return 'about-others';
  const { access }: DataClassEntry = inventory[dataClass];
  return access === 'after-its-author' && role !== 'author' ? 'after-its-author' : undefined;
}

type Named = Pick<HeldValue, 'name' | 'dataClass' | 'sources'> & { readonly value: unknown };

/** A field that has parts of several classes is told once for each, with those parts. */
function named(name: string, fieldClass: FieldClass, value: unknown): Named[] {
  switch (fieldClass.sort) {
    case 'technical':
      return [];
    case 'identity':
    case 'about':
      return [{ name, dataClass: fieldClass.dataClass, sources: fieldClass.sources, value }];
    case 'by-value':
      return Object.entries(value as Values).flatMap(([each, { dataClass, source, value: said }]) =>
        isDataClass(dataClass) && isSource(source)
          ? [{ name: `${name}.${each}`, dataClass, sources: [source], value: said }]
          : [],
      );
    case 'group': {
      const parts = classesIn(fieldClass).flatMap((part) =>
        part.sort === 'identity' || part.sort === 'about' ? part : [],
      );
      const classes = [...new Set(parts.map(({ dataClass }) => dataClass))];
      return classes.map((dataClass) => ({
        name,
        dataClass,
        sources: [...new Set(parts.filter((part) => part.dataClass === dataClass).flatMap(({ sources }) => sources))],
        value,
      }));
    }
  }
}

/**
 * Every value of a record that is held about somebody, as they are shown it (UK GDPR Article 15), of classes that an answer shows at all.
 *
 * @param role - in which way the record is theirs
 */
export function heldValues(
  {
    type,
    role,
    record,
  }: { readonly type: string; readonly role: SubjectRole; readonly record: Readonly<Record<string, unknown>> },
  fieldClasses: Readonly<Record<string, FieldClass>>,
): HeldValue[] {
  return Object.entries(fieldClasses)
    .filter(([name]) => record[name] !== undefined)
    .flatMap(([name, fieldClass]) => named(name, fieldClass, record[name]))
    .filter(({ dataClass }) => inventory[dataClass].access !== 'nothing')
    .map(({ value, ...rest }) => {
      const withheld = withheldFrom(role, type, rest.name, rest.dataClass);
      return { ...rest, shown: withheld ? { withheld } : { value } };
    });
}
