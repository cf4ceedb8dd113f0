import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** What is counted beside what AWS counts by itself; alarms and the dashboard name these. */
export const countedEvents = [
  'BookingConfirmed',
  'BookingWaitlisted',
  'BookingCancelled',
  'AskPassedOver',
  'OfferMade',
  'OfferAccepted',
  'OfferDeclined',
  'OfferExpired',
  'PlaceHandedOver',
  'AttendanceRecorded',
  'FundingRequested',
  'StatementGiven',
  'FundingApproved',
  'FundingDeclined',
  'FundingWithdrawn',
  'AwardLapsed',
  'AccountNotTended',
  'PolicyNotTold',
  'FundingNotTended',
  'InvoiceReceived',
  'InvoicePaid',
  'PaymentFailed',
  'DocumentRefused',
  'DocumentNotScanned',
  'ScannerTroubled',
  'EmailSent',
  'EmailGivenUp',
  'EmailToSuppressedAddress',
  'NewsNotSent',
  'NewsWithheld',
  'EmailNotReadable',
  'SendingStopped',
  'EmailsOwedTooLong',
  'RecordNotReadable',
] as const;
export type CountedEvent = (typeof countedEvents)[number];

export interface Counter {
  count(event: CountedEvent, times?: number): void;
  /** Publishes what was counted: a log line in CloudWatch's embedded metric format. */
  flush(): void;
}

export function createCounter(metrics: Metrics = new Metrics()): Counter {
  return {
    count: (event, times = 1) => metrics.addMetric(event, MetricUnit.Count, times),
    flush: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}
