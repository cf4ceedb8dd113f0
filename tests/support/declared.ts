import { areas } from '#functions/contracts.ts';
import { toProblem } from '#http/problem-reply.ts';
import { problemsOf } from '#http/route.ts';

const routes = new Map(areas.flatMap((area) => Object.entries(area.routes)));

/**
 * Holds a use case to its contract: no client can read a problem that its route does not declare.
 *
 * @param operation - of its route
 */
export function declaring<Arguments extends readonly never[]>(
  operation: string,
  useCase: (...args: Arguments) => unknown,
): (...args: Arguments) => Promise<unknown> {
  const route = routes.get(operation);
  if (!route) throw new Error(`There is no route ${operation}`);
  const declared = problemsOf(route);
  return async (...args) => {
    try {
      return await useCase(...args);
    } catch (error) {
      const { code } = toProblem(error);
      if (declared.includes(code)) throw error;
      throw new Error(`${operation} answers ${code}, which its route does not declare`, { cause: error });
    }
  };
}
