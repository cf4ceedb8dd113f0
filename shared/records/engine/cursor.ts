import * as z from 'zod';
import { CursorNotValidError } from '#platform/errors.ts';
import { type List, namesOf } from '../keys.ts';

const Position = z.tuple([z.string().min(1).max(200), z.string().min(1).max(200), z.string().min(1).max(200)]);

/**
 * A cursor holds only where in its list a page ended. Which list that is comes from the query that it continues,
 * so that no cursor, whoever wrote it, leads to anything that the query would not have answered.
 */
export function encodeCursor(list: List, item: Readonly<Record<string, unknown>>): string {
  const position = [item[namesOf(list).sk], item.pk, item.sk];
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws CursorNotValidError for anything that no list of ours could have given out */
export function decodeCursor(list: List, cursor: string): Record<string, string> {
  try {
    const [listSk, pk, sk] = Position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    const names = namesOf(list);
    // Of a list in the table itself these are the record's own keys, and the list decides the partition.
    return { pk, sk, [names.pk]: list.pk, [names.sk]: listSk };
  } catch (cause) {
    throw new CursorNotValidError('The cursor is not one of ours', { cause });
  }
}
