import * as z from 'zod';
import type { DeployedFunction } from '../template/deployment.ts';
import type { AwsCall } from './actions.ts';

/** A failure, or a delay, that somebody asked for to see what becomes of it. */
export const FaultRequest = z
  .strictObject({
    service: z.enum(['dynamodb', 'sqs', 'ses', 'sesv2', 'kms', 'cognito-idp', 'lambda']),
    /** Any operation, where none is named. */
    operation: z.string().optional(),
    /** The name that the function goes by in its log; any function, where none is named. */
    caller: z.string().optional(),
    /**
     * `before`: nothing is done; `after`: it is done, but the caller does not hear so; `contended`: as `before`, for each transaction of
     * DynamoDB's that names an item of another which is under way, of those that this fault is about.
     */
    when: z.enum(['before', 'after', 'contended']).default('before'),
    /** The service's name for the failure; `TransactionConflict` is given as the reason of a cancelled transaction. */
    error: z.string().default('ThrottlingException'),
    status: z.int().default(400),
    /** End the calling function's process at that moment instead of answering. */
    kill: z.boolean().default(false),
    /** Instead of failing, take so much longer. */
    delayMs: z.int().min(1).max(60_000).optional(),
    /** How many calls meet it. */
    count: z.int().min(1).default(1),
  })
  .refine(
    ({ when, service }) => when !== 'contended' || service === 'dynamodb',
    'Only transactions of DynamoDB are contended',
  );
export type FaultRequest = z.output<typeof FaultRequest>;

type Caller = Pick<DeployedFunction, 'environment'>;

/** As in `emails-deliver`. */
export const nameInLog = ({ environment }: Caller): string | undefined => environment.POWERTOOLS_SERVICE_NAME;

export interface Faults {
  add(fault: FaultRequest): void;
  /** The fault that this call is to meet at this moment, if any; each is met as often as asked for. */
  take(call: AwsCall, caller: Caller, when: FaultRequest['when']): FaultRequest | undefined;
  /** Whether such a fault is there to be met. */
  awaits(call: AwsCall, caller: Caller, when: FaultRequest['when']): boolean;
  /** Those that calls have yet to meet. */
  waiting(): readonly FaultRequest[];
  clear(): void;
}

export function createFaults(): Faults {
  const asked: { fault: FaultRequest; left: number }[] = [];
  const find = ({ service, operation }: AwsCall, caller: Caller, when: FaultRequest['when']) =>
    asked.find(
      ({ fault, left }) =>
        left > 0 &&
        fault.when === when &&
        fault.service === service &&
        (fault.operation === undefined || fault.operation === operation) &&
        (fault.caller === undefined || fault.caller === nameInLog(caller)),
    );
  return {
    add: (fault) => {
      asked.push({ fault, left: fault.count });
    },
    waiting: () => asked.flatMap(({ fault, left }) => (left > 0 ? [{ ...fault, count: left }] : [])),
    clear: () => {
      asked.length = 0;
    },
    awaits: (...of) => find(...of) !== undefined,
    take(...of) {
      const found = find(...of);
      if (!found) return undefined;
      found.left -= 1;
      return found.fault;
    },
  };
}
