import * as z from 'zod';
import { personDetails } from '#domain/people/person.ts';
import { facts, paragraph } from '../layout.ts';
import { dear, messageKind } from '../message.ts';
import { inWords, refusedFile } from './refusals.ts';

/** To who uploaded evidence of training that they had entered. */
export const trainingDocumentRefused = messageKind({
  kind: 'training-document-refused',
  sort: 'service',
  facts: z.object({ name: personDetails.name, ...refusedFile }),
  render: ({ filename, why, ...person }) => {
    const [reason, whatToDo] = inWords(why);
    return {
      subject: 'Please upload your evidence of training again',
      because: 'you uploaded a file to your training records',
      blocks: [
        dear(person),
        paragraph('We cannot keep a file that you uploaded to your training records. Nobody has opened it.'),
        facts(['File', filename]),
        paragraph(reason),
        paragraph(whatToDo),
        paragraph('To do so, sign in to your account and go to your training records.'),
      ],
    };
  },
});
