import { expect, it } from 'vitest';
import * as z from 'zod';
import { fieldErrors } from '#http/field-errors.ts';

const detailOf = (schema: z.ZodType, value: unknown) =>
  fieldErrors('body', schema.safeParse(value, { reportInput: true }).error?.issues ?? []).map(({ detail }) => detail);

it('says in words what is wanted of a field, and never what was given', () => {
  expect(detailOf(z.object({ name: z.string() }), {})).toEqual(['Give this']);
  expect(detailOf(z.object({ name: z.string() }), { name: 7 })).toEqual(['Give text here']);
  expect(detailOf(z.enum(['nurse', 'gp']), 'baker')).toEqual(['Choose one of: nurse, gp']);
  expect(detailOf(z.array(z.string()).max(2), ['a', 'b', 'c'])).toEqual(['Give 2 or fewer']);
  expect(detailOf(z.array(z.string()).max(2, 'Name two'), ['a', 'b', 'c'])).toEqual(['Name two']);
  expect(detailOf(z.strictObject({}), { 'a name': 1 })).toEqual(['There is no such field']);
});
