import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Workplaces } from '#records/people/workplaces.ts';
import type { people } from '../contract.ts';
import { workplaceOf } from './workplace.ts';

export const createGetWorkplace =
  ({ workplaces }: { readonly workplaces: Pick<Workplaces, 'find'> }): UseCase<typeof people.routes.getWorkplace> =>
  async ({ path }, { work }) => {
    const found = await workplaces.find(path.odsCode, work);
    if (!found) throw new ProblemError('workplace-not-found');
    return { status: 200, body: workplaceOf(found) };
  };
