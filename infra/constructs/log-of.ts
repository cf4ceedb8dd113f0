import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { HubStack } from './hub-stack.ts';

/** A log that ends as the hub has decided. @param name - where a service of AWS looks for it under one of its own */
export const logOf = (scope: Construct, id: string, name?: string): LogGroup =>
  new LogGroup(scope, id, {
    ...(name !== undefined && { logGroupName: name }),
    // Its numbers are the days; CloudWatch refuses those that it does not know.
    retention: HubStack.of(scope).hub.stores.logDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
