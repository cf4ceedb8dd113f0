import type { Context } from 'aws-lambda';
import { workWithin } from '#platform/work.ts';

type Invoked = Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>;

/**
 * What everybody is written to about, by one clock: what the law has us tell them first, and with what is left of how many may be written to
 * in an hour, news to those who consented to it.
 */
export const createTellEverybody =
  <Run extends { readonly people: number }>({
    tellOfPolicy,
    sendNews,
    mostToldInAnHour,
  }: {
    readonly tellOfPolicy: (event: unknown, context: Invoked) => Promise<Run>;
    readonly sendNews: (most: number, work: ReturnType<typeof workWithin>) => Promise<{ readonly owed: number }>;
    readonly mostToldInAnHour: number;
  }) =>
  async (event: unknown, context: Invoked) => {
    const told = await tellOfPolicy(event, context);
    const { owed: news } = await sendNews(mostToldInAnHour - told.people, workWithin(context));
    return { ...told, news };
  };
