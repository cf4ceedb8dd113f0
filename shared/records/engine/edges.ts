import type * as z from 'zod';
import type { SubjectRole } from '#privacy/subjects.ts';
import type { Key, List } from '../keys.ts';

/** Where something stands: by its key, or with others of its kind in a list. */
export type Place = { readonly key: Key } | { readonly list: List };

type Found = Readonly<Record<string, unknown>>;

/** What belongs to a record, or to a mailbox, in records of its own: how it is found from there. */
export interface Edge {
  /** The kind that it starts from; none where it starts from somebody's mailbox. */
  readonly from: z.ZodObject | undefined;
  readonly to: z.ZodObject;
  /** @param by - what it goes by way of; where it goes by nothing, the start itself */
  readonly places: (start: Found, by: Found) => readonly Place[];
  /** Whose it is, of those whose the start is; left out: theirs all. */
  readonly roles?: readonly SubjectRole[] | undefined;
  /** Which of what stands there belongs to the start; left out: all of it. */
  readonly only?: ((found: Found, start: Found) => boolean) | undefined;
  /** In which role it is theirs, where not in that of the start. */
  readonly as?: ((found: Found, start: Found, mailboxes: ReadonlySet<string>) => SubjectRole | undefined) | undefined;
  /** What only leads on, and is nobody's for that. */
  readonly via?: Pick<Edge, 'to' | 'places' | 'only'> | undefined;
}

/** Whose what an edge leads to is, and which of it. */
export interface Belonging<From extends z.ZodObject, To extends z.ZodObject> {
  readonly roles?: readonly SubjectRole[];
  readonly only?: (found: z.output<To>, start: z.output<From>) => boolean;
  readonly as?: (found: z.output<To>, start: z.output<From>, mailboxes: ReadonlySet<string>) => SubjectRole | undefined;
}

// Each is called with records of its kinds alone, which the type of a list of all of them cannot say.

const untyped = <From extends z.ZodObject, To extends z.ZodObject>(
  whose: Omit<Belonging<From, To>, 'roles'>,
): Pick<Edge, 'only' | 'as'> => whose as unknown as Pick<Edge, 'only' | 'as'>;

/** What belongs to each record of a kind. */
export const edge = <From extends z.ZodObject, To extends z.ZodObject>(
  from: From,
  to: To,
  places: (record: z.output<From>) => readonly Place[],
  { roles, ...rest }: Belonging<From, To> = {},
): Edge => ({ from, to, places: places as unknown as Edge['places'], roles, ...untyped(rest) });

/** What belongs to each record of a kind, and is found by way of another that is not theirs, or need not be. */
export const edgeVia = <From extends z.ZodObject, Via extends z.ZodObject, To extends z.ZodObject>(
  from: From,
  via: {
    readonly to: Via;
    readonly places: (record: z.output<From>) => readonly Place[];
    readonly only?: (by: z.output<Via>, start: z.output<From>) => boolean;
  },
  to: To,
  places: (by: z.output<Via>) => readonly Place[],
  { roles, ...rest }: Belonging<From, To> = {},
): Edge => ({
  from,
  to,
  via: via as unknown as Edge['via'],
  places: (_, by) => places(by as z.output<Via>),
  roles,
  ...untyped(rest),
});

/** What is found by somebody's address alone. */
export const edgeFromMailbox = (to: z.ZodObject, places: (address: string) => readonly Place[]): Edge => ({
  from: undefined,
  to,
  places: ({ address }) => places(String(address)),
});

export const at = (...found: readonly (Key | undefined)[]): Place[] => found.flatMap((key) => (key ? [{ key }] : []));
export const inList = (list: List): Place[] => [{ list }];
