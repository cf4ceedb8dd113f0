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
  'SignInFailed',
] as const;
export type CountedEvent = (typeof countedEvents)[number];

export interface Counter {
  count(event: CountedEvent, times?: number): void;
  /** Publishes what was counted: a log line in CloudWatch's embedded metric format. */
  flush(): void;
}

/** Under this name what any function may meet is counted of all of them together: one alarm hears of it, and the log says which. */
export const anyFunction = 'any-function';
const countedOfAll: readonly CountedEvent[] = ['RecordNotReadable'];

/** @param makeOfAll - called when the first of those is counted, which hardly ever happens */
export function createCounter(
  own: Metrics = new Metrics(),
  makeOfAll = () => new Metrics({ serviceName: anyFunction }),
): Counter {
  let ofAll: Metrics | undefined;
  const metricsOf = (event: CountedEvent): Metrics => {
    if (!countedOfAll.includes(event)) return own;
    ofAll ??= makeOfAll();
    return ofAll;
  };
  return {
    count: (event, times = 1) => metricsOf(event).addMetric(event, MetricUnit.Count, times),
    flush: () => {
      for (const metrics of [own, ofAll]) if (metrics?.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}
