import type * as z from 'zod';
import type { Practice } from '#domain/people/workplaces.ts';
import { readableName } from '#domain/text/readable-name.ts';
import type { Workplace } from './schemas.ts';

/** As people read it: the register has names in capitals. */
export const workplaceOf = ({ odsCode, name, town, postcode, isOpen }: Practice): z.input<typeof Workplace> => ({
  odsCode,
  name: readableName(name),
  town: town === '' ? null : readableName(town),
  postcode: postcode === '' ? null : postcode,
  isOpen,
});
