import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Sessions } from '#records/bookings/sessions.ts';
import type { bookings } from '../contract.ts';
import { staffSession } from '../replies.ts';

export const createGetSeries =
  ({ sessions }: { readonly sessions: Sessions }): UseCase<typeof bookings.routes.getSeries> =>
  async ({ path }, { work }) => {
    const series = await sessions.findSeries(path.seriesId, work);
    if (!series) throw new ProblemError('series-not-found');
    const dates = await sessions.listOfSeries(series, work);
    return {
      status: 200,
      body: { seriesId: series.seriesId, title: series.title, sessions: dates.map(staffSession) },
    };
  };
