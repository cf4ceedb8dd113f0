import { mostColleagues } from '#domain/bookings/group-booking.ts';
import { NewGroupBooking } from '#functions/bookings/groups/schemas.ts';
import { createForm } from '../forms/form.ts';
import type { AskedField } from '../forms/inputs.tsx';
import { createRows } from '../forms/rows.ts';
import type { Typed } from '../forms/typed.ts';

interface ColleaguesField extends AskedField {
  /** From 1, of whom it is asked; none of who books. */
  readonly row?: number;
}

const asked = ['name', 'workEmail', 'jobRole', 'jobTitle'] as const;
const kinds = { name: 'text', workEmail: 'email', jobRole: 'select', jobTitle: 'text' } as const;

const rows = createRows('colleague', asked, mostColleagues);
export const { nameIn: nameInRow, withoutGaps, faultsOfFirst: faultsOfFirstRows } = rows;

export const colleaguesForm = createForm<ColleaguesField>(NewGroupBooking, [
  { name: 'name', pointer: '/booker/name', kind: 'text', autocomplete: 'name' },
  { name: 'workEmail', pointer: '/booker/workEmail', kind: 'email', autocomplete: 'email' },
  { name: 'odsCode', pointer: '/booker/workplace/odsCode', kind: 'text' },
  { name: 'workplace', pointer: '/booker/workplace/name', kind: 'text', autocomplete: 'organization' },
  { name: 'borough', pointer: '/booker/workplace/borough', kind: 'select' },
  ...rows.numbers.flatMap((row) =>
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
