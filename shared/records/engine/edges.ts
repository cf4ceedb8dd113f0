import type * as z from 'zod';
import type { SubjectRole } from '#privacy/subjects.ts';
import type { Key, List } from '../keys.ts';

/** Where something stands: by its key, or with others of its kind in a list. */
export type Place = { readonly key: Key } | { readonly list: List };

/** What belongs to a record, or to a mailbox, in records of its own: how it is found from there. */
export interface Edge {
  /** The kind that it starts from; none where it starts from somebody's mailbox. */
  readonly from: z.ZodObject | undefined;
  readonly to: z.ZodObject;
  readonly places: (start: Readonly<Record<string, unknown>>) => readonly Place[];
  /** Whose it is, of those whose the start is; left out: theirs all. */
  readonly roles?: readonly SubjectRole[] | undefined;
}

/** What belongs to each record of a kind. */
export const edge = <From extends z.ZodObject>(
  from: From,
  to: z.ZodObject,
  places: (record: z.output<From>) => readonly Place[],
  roles?: readonly SubjectRole[],
): Edge => ({ from, to, places: places as Edge['places'], roles }); // Called with records of that kind alone.

/** What is found by somebody's address alone. */
export const edgeFromMailbox = (to: z.ZodObject, places: (address: string) => readonly Place[]): Edge => ({
  from: undefined,
  to,
  places: ({ address }) => places(String(address)),
});

export const at = (...found: readonly (Key | undefined)[]): Place[] => found.flatMap((key) => (key ? [{ key }] : []));
export const inList = (list: List): Place[] => [{ list }];
