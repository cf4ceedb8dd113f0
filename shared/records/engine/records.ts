import { type Changer, type ChangerDeps, createChanger } from './changing.ts';
import { createReader, type Reader } from './reading.ts';

/** The Records table, as stores use it. */
export interface Records extends Reader, Changer {}

export const createRecords = (deps: ChangerDeps): Records => ({ ...createReader(deps), ...createChanger(deps) });
