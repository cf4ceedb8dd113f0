import { areas } from '#functions/contracts.ts';
import { toProblem } from '#http/problem-reply.ts';
import { problemsOf } from '#http/route.ts';

const routes = new Map(areas.flatMap((area) => Object.entries(area.routes)));

/**
 * Holds a use case to its contract: no client can read a problem that its route does not declare.
 *
 * @param operation - of its route
 */
export const declaring =
  <Arguments extends readonly never[]>(operation: string, useCase: (...args: Arguments) => unknown) =>
  async (...args: Arguments): Promise<unknown> => {
    try {
      return await useCase(...args);
    } catch (error) {
      const { code } = toProblem(error);
      const route = routes.get(operation);
      if (route && problemsOf(route).includes(code)) throw error;
      throw new Error(`${operation} answers ${code}, which no route of that name declares`, { cause: error });
    }
  };
