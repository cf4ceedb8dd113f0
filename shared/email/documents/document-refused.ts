import * as z from 'zod';
import { courseRows, FundingFacts, withCourse } from '../funding/message.ts';
import { facts, paragraph } from '../layout.ts';
import { dear, manageLink, messageKind } from '../message.ts';

const reasons = {
  infected: [
    'Our security check found something in this file that could harm a computer, such as a virus.',
    'This can happen without anyone knowing. Please ask your IT support to check the device that you used. Then upload a clean copy of the file, or another one.',
  ],
  'not-what-it-says': [
    'What is in this file is not of the type that its name says.',
    'Please save it as a PDF, JPEG or PNG file, and upload it again.',
  ],
  'password-protected': [
    'This file is protected with a password, so we cannot check or read it.',
    'Please save a copy without a password, and upload that. Please do not send us the password.',
  ],
  'came-later': [
    'Another file had been uploaded in its place before. We have kept that one, and this one is deleted.',
    'If you meant to send us this file, please upload it as a new document.',
  ],
  'never-scanned': [
    'We could not check this file for viruses. This is our fault, and your file may be fine.',
    'Please upload it again. If we cannot check it then either, please reply to this email.',
  ],
  'not-scanned': [
    'Our security check could not read this file. It may be damaged, or protected with a password.',
    'Please save it once more without a password, and upload it again. If we cannot check it then either, please reply to this email.',
  ],
} as const;
export type DocumentRefusal = keyof typeof reasons;

/** To whoever uploaded the file: the applicant, or somebody who gives a statement, whose name then stands in the facts. */
export const documentRefused = messageKind({
  kind: 'document-refused',
  sort: 'service',
  facts: FundingFacts.extend({
    filename: z.string(),
    why: z.enum(['infected', 'not-what-it-says', 'password-protected', 'not-scanned', 'never-scanned', 'came-later']),
  }),
  render: ({ filename, why, ...funding }, context) => {
    const [reason, whatToDo] = reasons[why];
    return {
      subject: withCourse('Please upload your file again', funding),
      blocks: [
        dear(funding),
        paragraph('We cannot use a file that you uploaded. Nobody has opened it.'),
        facts(['File', filename], ...courseRows(funding), ['Reference of the request', funding.reference]),
        paragraph(reason),
        paragraph(whatToDo),
        manageLink('Upload the file again', context),
      ],
      because: 'you uploaded a file for a funding request',
    };
  },
});
