import { id } from '#domain/ids.ts';
import { demographicFields } from '#domain/people/demographics.ts';
import { instant } from '#domain/time/instant.ts';
import { about } from '#privacy/fields.ts';
import { view } from '#privacy/views.ts';
import { record } from '../engine/record.ts';

/** What somebody told of themselves, while the consent stands that it was told with. Ends with their account. */
export const DemographicsRecord = record('demographics', {
  table: 'demographics',
  ends: { rule: 'account' },
  fields: about('demographics', {
    ...demographicFields,
    personId: id,
    /** The consent: of no other may anything be read. */
    choiceId: id,
    savedAt: instant,
  }),
});

export const OwnDemographicsView = view('answer-rights', DemographicsRecord, [
  'gender',
  'yearOfBirth',
  'ethnicity',
  'disability',
  'choiceId',
  'savedAt',
]);
