import * as z from 'zod';

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

/** What is stored of a refusal, whatever the document belongs to. */
export const refusedFile = {
  filename: z.string(),
  why: z.enum(['infected', 'not-what-it-says', 'password-protected', 'not-scanned', 'never-scanned', 'came-later']),
};

/** Why a file is refused, and what whoever uploaded it can do. */
export const inWords = (why: DocumentRefusal): readonly [reason: string, whatToDo: string] => reasons[why];
