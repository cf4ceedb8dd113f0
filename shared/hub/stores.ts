/**
 * How long what stands outside the records keeps anything: the hub's own decisions, each in days, as AWS counts there. What stands in
 * which is said in `shared/privacy/stores.ts`.
 */
export interface StoreDecisions {
  /** Of functions and of the API. CloudWatch takes certain lengths only, such as 30, 90, 180 and 365. */
  readonly logDays: number;
  /** Of what waits in a queue to be done. SQS keeps nothing longer than 14. */
  readonly queueDays: number;
  /** Of what could not be done, for a person to look at. */
  readonly deadLetterDays: number;
  /** Of tables that were too large to be answered, each to be fetched within a minute. */
  readonly exportDays: number;
  /** How far back the tables can be brought in an emergency: 1 to 35. */
  readonly emergencyCopyDays: number;
}
