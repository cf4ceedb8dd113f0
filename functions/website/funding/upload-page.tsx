import type * as z from 'zod';
import { type DocumentType, megabytes } from '#domain/documents/file-types.ts';
import { momentInLondon } from '#domain/time/london.ts';
import type { Upload } from '#functions/documents/schemas.ts';
import { BackLink } from '../components/back-link.tsx';
import { Button } from '../components/button.tsx';
import { ErrorMessage } from '../components/error-message.tsx';
import { Field } from '../components/field.tsx';
import { FaultsSummary } from '../forms/faults-summary.tsx';
import { HiddenFields } from '../forms/hidden-fields.tsx';
import type { Page } from '../layout.tsx';
import { typesInWords } from './file-words.ts';

export type UploadForm = z.output<typeof Upload>;

/** What the script of the page says what is wrong in, at the form and at its field: it changes the words and nothing else. */
const Faults = () => (
  <>
    <template id="faults">
      <FaultsSummary faults={{ file: 'The file was not sent' }} />
    </template>
    <template id="fault">
      <ErrorMessage id="file-error">The file was not sent</ErrorMessage>
    </template>
  </>
);

/** How far the file is, in a picture and in words; the words stand there from the beginning, or nobody would hear them change. */
const Progress = () => (
  <>
    <progress class="hub-progress" max={100} value={0} aria-label="How much of the file is sent" hidden />
    <p role="status" />
  </>
);

/**
 * Sends a file to where it is kept, and nowhere else; which then leads back to its list. With a script it stays here until the file is
 * there, and says how far it is, or what went wrong (browser/upload.ts).
 *
 * @param href - of the list
 */
export const uploadPage = (
  page: Page,
  { href }: { readonly href: string },
  type: DocumentType,
  { upload, uploadByScript = upload, endsAt, largestBytes }: UploadForm,
) =>
  page({
    title: 'Choose the file',
    before: <BackLink href={href} />,
    children: (
      <>
        <h1 class="nhsuk-heading-l">Choose the file</h1>
        <p>
          Send it by {momentInLondon(endsAt)}. After that, begin again from <a href={href}>your documents</a>.
        </p>
        <p class="hub-without-script">
          If the file is too large, or too late, you will see a page of code. Then use the Back button of your browser,
          and choose a smaller file, or begin again.
        </p>
        <form
          action={upload.url}
          method="post"
          enctype="multipart/form-data"
          data-upload={JSON.stringify(uploadByScript.fields)}
          data-largest-bytes={largestBytes}
          data-then={href}
        >
          <HiddenFields fields={upload.fields} />
          <Field
            kind="file"
            name="file"
            label={`The file: ${typesInWords[type]}`}
            hint={`It must be ${megabytes(largestBytes)} at most`}
            accept={type}
          />
          <Progress />
          <Button>Upload it</Button>
        </form>
        <Faults />
      </>
    ),
  });
