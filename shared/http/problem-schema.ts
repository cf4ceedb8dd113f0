import * as z from 'zod';

/** A problem as a caller reads it; `problems.ts` holds which there are. Further members may stand beside these. */
export const Problem = z
  .looseObject({
    type: z.string().meta({
      description: 'Which problem this is. Compare this, never the title',
      example: 'urn:training-hub:problem:not-valid',
    }),
    title: z.string().meta({
      description: 'The kind of problem in words',
      example: 'Some of what was sent is missing or not valid',
    }),
    status: z.int().meta({ description: 'The HTTP status', example: 422 }),
    instance: z.string().meta({
      description: 'The id of this request: give it when you ask for help',
      example: '3e1a2b6c-6f0e-4f43-9d9a-1f6f1f1c7c52',
    }),
    detail: z.string().optional().meta({ description: 'What is wrong this time, in words' }),
    errors: z
      .array(
        z.strictObject({
          in: z.enum(['body', 'query', 'path', 'header']),
          pointer: z.string().meta({ description: 'A JSON Pointer within that part', example: '/person/workEmail' }),
          detail: z.string().meta({ example: 'Enter an email address, like name@nhs.net' }),
        }),
      )
      .optional()
      .meta({ description: 'Each thing to put right, where parts of the request are not valid' }),
  })
  .meta({ id: 'Problem', title: 'Problem', description: 'What went wrong, as RFC 9457 has it' });
