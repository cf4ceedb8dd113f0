import * as z from 'zod';
import { documentPurposes, documentStatuses, endsAs } from '#domain/documents/document.ts';
import { type DocumentType, documentTypes } from '#domain/documents/file-types.ts';
import { id } from '#domain/ids.ts';
import { line } from '#domain/text/text.ts';
import { instant } from '#domain/time/instant.ts';
import { entryIdForm } from '#domain/training/entry.ts';

export const documentId = id.meta({ description: 'Of a document', example: '01KF5A2C4E6G8J1M3P5R7T9V2X' });

// They turn a name round, or hide a part of it, so that it seems to end otherwise than it does.
const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/v;
const filename = line(200)
  .regex(/\.([Pp][Dd][Ff]|[Jj][Pp][Ee]?[Gg]|[Pp][Nn][Gg])$/, {
    error: 'Give the file a name that ends in .pdf, .jpg, .jpeg or .png',
    abort: true,
  })
  .refine((name) => !unseen.test(name), { error: 'Take the invisible characters out of the file’s name', abort: true })
  .meta({
    example: 'invoice-2041.pdf',
    description: 'Ends as the type of the file does',
    'x-label': 'A name for it (optional)',
    'x-hint': 'So that you can tell it from your other documents. Do not name patients',
    'x-ask': 'Enter a name for it',
  });
const contentType = z.enum(documentTypes).meta({ example: 'application/pdf' });

const returnTo = z
  .string()
  .regex(/^(\/[\w-]{1,60}){1,6}$/, 'Give a path of our site, like /funding-requests')
  .optional()
  .meta({
    description:
      'For a form that is posted without a script: the path of our site that the browser is sent to once the file is there. Left out, the answer is a 201',
    example: undefined,
  });

const namedForItsType = {
  path: ['filename'],
  error: 'The name of the file does not end as its type does',
};
const isNamedForItsType = (file: { filename: string; contentType: DocumentType }) =>
  endsAs(file.filename, file.contentType);

export const NewDocument = z
  .strictObject({
    purpose: z.enum(documentPurposes).meta({ example: 'invoice' }),
    filename,
    contentType,
    returnTo,
  })
  .refine(isNamedForItsType, namedForItsType)
  .meta({ id: 'NewDocument' });
export const NewStatementDocument = z
  .strictObject({ filename, contentType, returnTo })
  .refine(isNamedForItsType, namedForItsType)
  .meta({ id: 'NewStatementDocument' });

export const NewTrainingDocument = z
  .strictObject({ filename, contentType })
  .refine(isNamedForItsType, namedForItsType)
  .meta({ id: 'NewTrainingDocument' });

const uploadUrl = z.string().meta({ example: 'https://documents.s3.eu-west-2.amazonaws.com/' });
const PostForm = z.object({ url: uploadUrl, fields: z.record(z.string(), z.string()) });

export const Upload = z
  .object({
    documentId,
    upload: PostForm.meta({
      description: 'Post the file to this address as a form with these fields, and the file last, named `file`',
    }),
    uploadByScript: PostForm.optional().meta({
      description:
        'Where `returnTo` is given: the same for a script of that page, which is not let follow where the other form leads. The answer is a 201',
    }),
    endsAt: instant.meta({ description: 'Until when the file can be posted' }),
    largestBytes: z.int(),
  })
  .meta({ id: 'Upload' });

const shown = {
  filename: z.string().meta({ example: 'invoice-2041.pdf' }),
  status: z
    .enum(documentStatuses)
    .meta({ description: 'A document can be used once it is `clean`; `infected` or `rejected`: upload another' }),
  rejectedBecause: z.string().optional(),
  createdAt: instant,
};

export const Document = z.object({ documentId, purpose: z.enum(documentPurposes), ...shown }).meta({ id: 'Document' });

export const trainingRecordId = z
  .string()
  .regex(entryIdForm, 'This is not an id of ours')
  .meta({ description: 'Of an entry among your training', example: '01KF8A2C4E6G8J1M3P5R7T9V2X' });

export const TrainingDocument = z
  .object({ documentId, contentType: z.enum(documentTypes), ...shown })
  .meta({ id: 'TrainingDocument' });
