import type { Context } from 'hono';
import { namedAs, savedAs } from '#domain/documents/document.ts';
import { type DocumentType, documentTypes } from '#domain/documents/file-types.ts';
import type { Refused } from '#http/client.ts';
import { refusedAs } from '../api/answered.ts';
import { readableNow } from '../forms/once.ts';
import { typedIn } from '../forms/typed-in.ts';
import type { Page } from '../layout.tsx';
import { allowUploadsTo } from '../security.ts';
import { type Documented, documentsPage, type ShownDocument } from './documents-pages.tsx';
import { type UploadForm, uploadPage } from './upload-page.tsx';

interface NewFile {
  readonly filename: string;
  readonly contentType: DocumentType;
  readonly returnTo: string;
}

interface Kept<Purpose extends string> extends Documented {
  readonly purposes: readonly { readonly value: Purpose; readonly text: string }[];
  list(): Promise<readonly ShownDocument[]>;
  add(
    file: NewFile & { readonly purpose: Purpose },
  ): Promise<{ readonly ok: true; readonly body: UploadForm } | Refused>;
}

/** What the store of files adds to the address that it leads back to. */
const addedByStore = 'etag';

/** All that can be wrong with what is sent is the name, which alone is typed. */
const faultsOfName = ({ problem }: Refused) => ({
  filename: problem.errors?.find(({ pointer }) => pointer === '/filename')?.detail ?? 'Give it another name',
});

export async function showDocuments<Purpose extends string>(c: Context, page: Page, kept: Kept<Purpose>) {
  const documents = await kept.list();
  // Whose link it is was looked at by that, and of what.
  if (c.req.query(addedByStore) !== undefined) return c.redirect(kept.href, 303);
  return c.html(documentsPage(page, { ...kept, documents, typed: {}, faults: {} }));
}

/** Answers the form that sends one file of one kind to the store, for whoever has no script that looks at the file first. */
export async function beginUpload<Purpose extends string>(c: Context, page: Page, kept: Kept<Purpose>) {
  const typed = await typedIn(c);
  const contentType = documentTypes.find((type) => type === typed.contentType);
  const called = typed.filename?.trim();
  const [only, ...others] = kept.purposes;
  const purpose = others.length === 0 ? only : kept.purposes.find(({ value }) => value === typed.purpose);
  const again = async (faults: Readonly<Record<string, string>>, status: 409 | 422) =>
    c.html(documentsPage(page, { ...kept, documents: (await readableNow(kept.list())) ?? [], typed, faults }), status);
  if (!contentType || !purpose) {
    const missing = {
      ...(!purpose && { purpose: 'Choose what it is' }),
      ...(!contentType && { contentType: 'Choose what kind of file it is' }),
    };
    return again(missing, 422);
  }
  const reply = await kept.add({
    purpose: purpose.value,
    filename: called ? namedAs(called, contentType) : savedAs(purpose.value, contentType),
    contentType,
    returnTo: kept.href,
  });
  if (reply.ok) {
    allowUploadsTo(c, new URL(reply.body.upload.url).origin);
    // Nothing that somebody typed is on it; and whoever comes back, from what the store says of a file, finds it again.
    c.header('Cache-Control', 'private, no-cache');
    return c.html(uploadPage(page, kept, contentType, reply.body));
  }
  if (reply.code === 'too-many-documents') return again({ '': reply.problem.detail ?? 'There are too many' }, 409);
  if (reply.code === 'not-valid') return again(faultsOfName(reply), 422);
  throw refusedAs(reply);
}
