import PDFDocument from 'pdfkit';
import { accepted } from '#http/client.ts';
import { until, type Visitor } from './platform.ts';

/** A small PDF that says something. */
export function pdf(text: string, options: ConstructorParameters<typeof PDFDocument>[0] = {}): Promise<Uint8Array> {
  const document = new PDFDocument(options);
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<Uint8Array>((made) => {
    document.on('end', () => made(Buffer.concat(chunks)));
  });
  document.text(text);
  document.end();
  return ended;
}

export interface Upload {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Posts a file as a browser would, with the form's fields as they are or changed. */
export async function postFile(
  { url, fields }: Upload,
  bytes: Uint8Array,
  { contentType = 'application/pdf', headers = {} }: { contentType?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; text: string; headers: Headers }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(bytes)], { type: contentType }), 'file');
  const response = await fetch(url, { method: 'POST', body: form, headers, redirect: 'manual' });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

type Purpose = 'evidence' | 'invoice';

/** Uploads a file for a request, and waits until it was checked. Answers its id and what was found. */
export async function uploadFor(
  hub: Visitor,
  fundingRequestId: string,
  token: string,
  purpose: Purpose,
  file?: Uint8Array,
): Promise<{ documentId: string; status: string; rejectedBecause?: string | undefined }> {
  const body = { purpose, filename: `${purpose}.pdf`, contentType: 'application/pdf' as const };
  const { documentId, upload } = accepted(
    await hub.api.addDocument({ path: { fundingRequestId }, body }, { token }),
  ).body;
  const posted = await postFile(upload, file ?? (await pdf(`${purpose} ${documentId}`)));
  if (posted.status !== 201) throw new Error(`The upload answered ${posted.status}: ${posted.text}`);
  return checked(
    async () => accepted(await hub.api.listDocuments({ path: { fundingRequestId } }, { token })).body.items,
    documentId,
  );
}

/** Uploads a signed statement, and waits until it was checked. */
export async function uploadStatement(hub: Visitor, statementId: string, token: string, file?: Uint8Array) {
  const body = { filename: 'statement.pdf', contentType: 'application/pdf' as const };
  const { documentId, upload } = accepted(
    await hub.api.addStatementDocument({ path: { statementId }, body }, { token }),
  ).body;
  await postFile(upload, file ?? (await pdf(`statement ${documentId}`)));
  return checked(
    async () => accepted(await hub.api.listStatementDocuments({ path: { statementId } }, { token })).body.items,
    documentId,
  );
}

async function checked(
  list: () => Promise<readonly { documentId: string; status: string; rejectedBecause?: string | undefined }[]>,
  documentId: string,
) {
  const items = await until(
    list,
    (each) => each.some((document) => document.documentId === documentId && document.status !== 'pending'),
    15_000,
    'a document to be checked',
  );
  const found = items.find((document) => document.documentId === documentId);
  if (!found) throw new Error('The document is not listed');
  return found;
}
