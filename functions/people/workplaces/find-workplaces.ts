import * as z from 'zod';
import { type SearchPlace, searchPractices } from '#domain/people/workplace-search.ts';
import type { UseCase } from '#http/use-case.ts';
import { CursorNotValidError } from '#platform/errors.ts';
import type { Workplaces } from '#records/people/workplaces.ts';
import type { people } from '../contract.ts';
import { workplaceOf } from './workplace.ts';

const Place = z.tuple([z.int(), z.string().max(200), z.string().max(10)]);

const cursorAt = (place: SearchPlace): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** @throws CursorNotValidError */
function placeIn(cursor: string): SearchPlace {
  try {
    return Place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new CursorNotValidError('The cursor is not one of this list', { cause });
  }
}

export const createFindWorkplaces =
  ({ workplaces }: { readonly workplaces: Pick<Workplaces, 'open'> }): UseCase<typeof people.routes.findWorkplaces> =>
  async ({ query: { q, limit, cursor } }, { work }) => {
    const after = cursor === undefined ? undefined : placeIn(cursor);
    const { found, next } = searchPractices(await workplaces.open(work), q, { limit, after });
    return { status: 200, body: { items: found.map(workplaceOf), ...(next && { nextCursor: cursorAt(next) }) } };
  };
