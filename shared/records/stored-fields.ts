import { classesIn } from '#privacy/fields.ts';
import type { StoredField } from '#privacy/processing.ts';
import { fieldClassesOf } from '#privacy/views.ts';
import './all.ts';
import { kindOf, recordTypes } from './engine/record.ts';

/** Every field of every record that is about somebody, once for each class in it: what the record of processing names. */
export const storedFields = (): StoredField[] =>
  recordTypes.flatMap((schema) =>
    Object.entries(fieldClassesOf(schema) ?? {}).flatMap(([field, declared]) =>
      classesIn(declared).flatMap((fieldClass) =>
        'dataClass' in fieldClass ? [{ record: kindOf(schema)?.type ?? '', field, fieldClass }] : [],
      ),
    ),
  );
