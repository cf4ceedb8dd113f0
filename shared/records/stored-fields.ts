import { classesIn } from '#privacy/fields.ts';
import type { StoredField } from '#privacy/processing.ts';
import { fieldClassesOf } from '#privacy/views.ts';
import './all.ts';
import { kindOf, recordTypes } from './engine/record.ts';

/**
 * Every field of every record that is about somebody, once for each class in it: what the record of processing names. By the records' names,
 * since which was loaded first depends on who asks.
 */
export const storedFields = (): StoredField[] =>
  recordTypes
    .map((schema) => ({ record: kindOf(schema)?.type ?? '', fields: Object.entries(fieldClassesOf(schema) ?? {}) }))
    .sort((one, other) => (one.record < other.record ? -1 : 1))
    .flatMap(({ record, fields }) =>
      fields.flatMap(([field, declared]) =>
        classesIn(declared).flatMap((fieldClass) => ('dataClass' in fieldClass ? [{ record, field, fieldClass }] : [])),
      ),
    );
