import { mostColleagues } from '#domain/bookings/group-booking.ts';
import { NewGroupBooking } from '#functions/bookings/groups/schemas.ts';
import { createForm, type Faults, type Typed } from '../forms/form.ts';
import type { AskedField } from '../forms/inputs.tsx';

interface ColleaguesField extends AskedField {
  /** From 1, of whom it is asked; none of who books. */
  readonly row?: number;
}

const asked = ['name', 'workEmail', 'jobRole', 'jobTitle'] as const;
const kinds = { name: 'text', workEmail: 'email', jobRole: 'select', jobTitle: 'text' } as const;

/** @param row - from 1 */
export const nameInRow = (row: number, field: (typeof asked)[number]): string => `colleague-${row}-${field}`;

const rows = Array.from({ length: mostColleagues }, (_, index) => index + 1);

export const colleaguesForm = createForm<ColleaguesField>(NewGroupBooking, [
  { name: 'name', pointer: '/booker/name', kind: 'text', autocomplete: 'name' },
  { name: 'workEmail', pointer: '/booker/workEmail', kind: 'email', autocomplete: 'email' },
  { name: 'odsCode', pointer: '/booker/workplace/odsCode', kind: 'text' },
  { name: 'workplace', pointer: '/booker/workplace/name', kind: 'text', autocomplete: 'organization' },
  { name: 'borough', pointer: '/booker/workplace/borough', kind: 'select' },
  ...rows.flatMap((row) =>
    asked.map((field) => ({
      name: nameInRow(row, field),
      pointer: `/colleagues/${row - 1}/${field}`,
      kind: kinds[field],
      choicesOf: field,
      row,
    })),
  ),
]);

/** How many rows the form was sent with. */
export const rowsField = 'rows';
/** Which of its buttons it was sent by. */
export const doesField = 'does';
export const anotherRow = 'another';

/** Of so many colleagues it asks at first: what is left empty is left out. */
export const rowsAtFirst = 3;

/** From 1 to as many as can be booked for. */
export const rowsIn = ({ [rowsField]: given = '' }: Typed): number =>
  Math.min(mostColleagues, Math.max(1, /^\d{1,2}$/.test(given) ? Number(given) : rowsAtFirst));

/** Without rows that were left empty: those after one move up, so that each stands where the API says what is wrong with it. */
export function withoutGaps(typed: Typed): Typed {
  const isInRow = (name: string) => name.startsWith('colleague-');
  const filled = rows.filter((row) => asked.some((field) => typed[nameInRow(row, field)]?.trim()));
  return {
    ...Object.fromEntries(Object.entries(typed).filter(([name]) => !isInRow(name))),
    ...Object.fromEntries(
      filled.flatMap((row, index) =>
        asked.map((field) => [nameInRow(index + 1, field), typed[nameInRow(row, field)] ?? '']),
      ),
    ),
  };
}

/** Of nobody at all, only the first is asked for. */
export const faultsOfFirstRows = (faults: Faults, typed: Typed): Faults => {
  const filled = rows.filter((row) => asked.some((field) => typed[nameInRow(row, field)]?.trim())).length;
  const shown = new Set(
    colleaguesForm.fields.filter(({ row = 0 }) => row <= Math.max(1, filled)).map(({ name }) => name),
  );
  return Object.fromEntries(Object.entries(faults).filter(([name]) => name === '' || shown.has(name)));
};
