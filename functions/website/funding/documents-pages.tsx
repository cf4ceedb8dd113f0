import type * as z from 'zod';
import { largestDocument } from '#domain/documents/document.ts';
import { documentTypes, megabytes } from '#domain/documents/file-types.ts';
import { momentInLondon } from '#domain/time/london.ts';
import { type Document, NewDocument } from '#functions/documents/schemas.ts';
import { BackLink } from '../components/back-link.tsx';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { FaultsSummary } from '../forms/faults-summary.tsx';
import { wordsOf } from '../forms/field-words.ts';
import type { Faults, Typed } from '../forms/form.ts';
import type { Choice } from '../forms/inputs.tsx';
import type { Page } from '../layout.tsx';
import { typesInWords } from './file-words.ts';

export type ShownDocument = z.output<typeof Document>;

const refusals: Readonly<Record<string, string>> = {
  'not-what-it-says': 'Refused: it is not the kind of file that it says',
  'password-protected': 'Refused: it needs a password. Upload one without',
  'not-scanned': 'Refused: it could not be checked. Upload it again',
  'never-posted': 'It never came. Upload it again',
};

/** Those that can be named, for people to tick. */
export const cleanOf = (documents: readonly ShownDocument[], purpose: ShownDocument['purpose']): Choice[] =>
  documents
    .filter((each) => each.status === 'clean' && each.purpose === purpose)
    .map(({ documentId, filename, createdAt }) => ({
      value: documentId,
      text: `${filename}, ${momentInLondon(createdAt)}`,
    }));

function standing({ status, rejectedBecause }: ShownDocument): string {
  if (status === 'clean') return 'We have it';
  if (status === 'pending') return 'We are checking it for viruses: look again in a minute';
  if (status === 'infected') return 'Refused: there is a virus in it. Upload another';
  return refusals[rejectedBecause ?? ''] ?? 'Refused. Upload another';
}

/** Where documents belong to, and what they may be. */
export interface Documented {
  /** The page of what they belong to. */
  readonly back: string;
  /** Where they are shown, and uploaded. */
  readonly href: string;
  /** Where there is but one, nobody is asked. */
  readonly purposes: readonly Choice[];
}

const nameWords = wordsOf(NewDocument, '/filename');

interface DocumentsProps extends Documented {
  readonly documents: readonly ShownDocument[];
  readonly typed: Typed;
  readonly faults: Faults;
}

/** What was uploaded, and what is to be uploaded next: whoever has no script says what kind of file it is before it is chosen. */
export const documentsPage = (page: Page, { back, href, purposes, documents, typed, faults }: DocumentsProps) =>
  page({
    title: 'Documents',
    hasError: Object.keys(faults).length > 0,
    before: <BackLink href={back} />,
    children: (
      <>
        <FaultsSummary faults={faults} />
        <h1 class="nhsuk-heading-l">Documents</h1>
        {documents.length === 0 ? (
          <p>You have uploaded nothing yet.</p>
        ) : (
          <SummaryList
            rows={documents.map((document) => ({
              key: `${document.filename}, ${momentInLondon(document.createdAt)}`,
              value: standing(document),
            }))}
          />
        )}
        {documents.some(({ status }) => status === 'pending') && (
          <p>
            <a href={href}>Look again</a>
          </p>
        )}
        <h2 class="nhsuk-heading-m">Upload a document</h2>
        <p>
          A PDF, a photo or a picture, of {megabytes(largestDocument)} at most. Leave out bank details and anything
          about patients.
        </p>
        <form action={href} method="post" novalidate>
          {purposes.length > 1 && (
            <Field
              kind="radios"
              name="purpose"
              label="What it is"
              value={typed.purpose}
              error={faults.purpose}
              items={purposes}
            />
          )}
          <Field
            kind="radios"
            name="contentType"
            label="What kind of file it is"
            value={typed.contentType}
            error={faults.contentType}
            items={documentTypes.map((type) => ({ value: type, text: typesInWords[type] }))}
          />
          <Field
            kind="text"
            name="filename"
            label={nameWords.label}
            hint={nameWords.hint}
            value={typed.filename}
            error={faults.filename}
          />
          <Button preventDoubleClick>Choose the file</Button>
        </form>
      </>
    ),
  });
