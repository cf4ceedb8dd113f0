import { openly } from '#privacy/views.ts';
import { PotBalancesRecord, PotRecord, PotVersionRecord } from './items.ts';

export const PotView = openly(PotRecord);
export const PotVersionView = openly(PotVersionRecord);
export const PotBalancesView = openly(PotBalancesRecord);
