import { BookingRecord } from '../bookings/items.ts';
import { at, edge, inList } from '../engine/edges.ts';
import { FundingRequestRecord } from '../funding/items.ts';
import { keys, lists } from '../keys.ts';
import { PersonRecord } from '../people/items.ts';
import { TrainingCountRecord, TrainingDisputeRecord, TrainingRecordRecord } from './items.ts';

export const trainingEdges = [
  edge(PersonRecord, TrainingRecordRecord, ({ personId }) => inList(lists.trainingRecordsOf(personId))),
  edge(PersonRecord, TrainingCountRecord, ({ personId }) => at(keys.trainingCount(personId))),
  // Who is only named as somebody's manager has no part in what they say of their training.
  edge(BookingRecord, TrainingDisputeRecord, ({ bookingId }) => at(keys.trainingDispute(bookingId)), {
    roles: ['holder'],
  }),
  edge(FundingRequestRecord, TrainingDisputeRecord, ({ fundingRequestId }) =>
    at(keys.trainingDispute(fundingRequestId)),
  ),
];
