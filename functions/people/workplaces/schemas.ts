import * as z from 'zod';
import { odsCode as anyOdsCode } from '#domain/people/person.ts';
import { line } from '#domain/text/text.ts';
import { page, pageOf } from '#http/pages.ts';

export const odsCode = anyOdsCode.meta({ example: 'Z99001', description: 'By which the NHS knows an organisation' });

export const WorkplaceSearch = page.extend({
  q: line(60).meta({
    description: 'What somebody knows of it: part of its name, its code or its postcode',
    example: 'st johns',
  }),
});

export const Workplace = z
  .object({
    odsCode,
    name: z.string().meta({ example: 'St John’s Surgery' }),
    town: z.string().nullable().meta({ example: 'Lewisham' }),
    postcode: z.string().nullable().meta({ example: 'SE13 7XX' }),
    isOpen: z.boolean().meta({ description: 'Otherwise it has closed, or is not open yet' }),
  })
  .meta({ id: 'Workplace' });

export const WorkplacePage = pageOf(Workplace);
