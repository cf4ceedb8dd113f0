import * as z from 'zod';
import { id } from '#domain/ids.ts';

/** Where in the bucket the files of a kind of documents lie, apart from those of others: who may open one may open no other. */
export interface ObjectsOf {
  readonly prefix: string;
  /** @param owner - id of what the document belongs to */
  readonly key: (owner: string, documentId: string) => string;
  /** The document whose file has this key; none where it is no key of these. */
  readonly documentOf: (key: string) => string | undefined;
}

function under<const Prefix extends string>(prefix: Prefix): ObjectsOf {
  const Key = z.templateLiteral([prefix, id, '/', id]);
  return {
    prefix,
    key: (owner, documentId) => `${prefix}${owner}/${documentId}`,
    documentOf: (key) => (Key.safeParse(key).success ? key.split('/').at(-1) : undefined),
  };
}

export const objectsOf = { funding: under('documents/'), training: under('training-documents/') } as const;
