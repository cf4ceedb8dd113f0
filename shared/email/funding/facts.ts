import { providerName } from '#domain/funding/course-provider.ts';
import type { AskedStatementKind } from '#domain/funding/pot.ts';
import type { Hub } from '#hub/hub.ts';
import type { FundingFacts } from './message.ts';

/** What emails say of a request: the part of it that they take. */
export interface RequestInEmail {
  readonly reference: string;
  readonly name: string;
  readonly course?:
    | {
        readonly name: string;
        readonly startsOn: string;
        readonly provider: { readonly providerId?: string | undefined; readonly name?: string | undefined };
      }
    | undefined;
  readonly costPence?: number | undefined;
  readonly amountPence?: number | undefined;
}

/** What every email about a funding request says of it. */
export const fundingInEmail = (
  hub: Pick<Hub, 'funding'>,
  { reference, name, course, amountPence }: Omit<RequestInEmail, 'costPence'>,
): FundingFacts => ({
  reference,
  name,
  courseName: course?.name ?? null,
  providerName: course ? providerName(hub, course) : null,
  startsOn: course?.startsOn ?? null,
  amountPence: amountPence ?? null,
});

/** What the email that asks for a statement says of it and of its request. */
export const statementInEmail = (
  hub: Pick<Hub, 'funding'>,
  { course, name, costPence, amountPence }: RequestInEmail,
  {
    kind,
    authorName,
    endsAt,
  }: { readonly kind: AskedStatementKind; readonly authorName: string; readonly endsAt: string },
  reminder: boolean,
) => ({
  kind,
  authorName,
  applicantName: name,
  courseName: course?.name ?? '',
  providerName: course ? providerName(hub, course) : null,
  startsOn: course?.startsOn ?? null,
  costPence: costPence ?? null,
  amountPence: amountPence ?? null,
  endsAt,
  reminder,
});
