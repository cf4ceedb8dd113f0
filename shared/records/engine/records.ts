import type { View, ViewFor } from '#privacy/views.ts';
import type { Purpose } from '#privacy/vocabulary.ts';
import { type Changer, type ChangerDeps, createChanger } from './changing.ts';
import { createReader, type Reader } from './reading.ts';

/** The Records table, as stores use it: each says which views it reads, so that no function is given one that reads for other purposes. */
export interface Records<Readable extends View> extends Reader<Readable>, Changer<Readable> {}

/** The same, for a store of which every view is read for these. */
export type RecordsFor<P extends Purpose> = Records<ViewFor<P>>;

/** For a store that reads nothing, and counts at most. */
export type RecordsToChange = Records<never>;

export const createRecords = (deps: ChangerDeps): Records<View> => ({ ...createReader(deps), ...createChanger(deps) });
