import { ProblemError } from './problem-error.ts';

/** @throws ProblemError `not-valid`, naming the hub's boroughs, where somebody works in none of them */
export function refuseUnknownBorough(
  { boroughs }: { readonly boroughs: readonly string[] },
  { workplace }: { readonly workplace: { readonly borough: string } },
): void {
  if (boroughs.includes(workplace.borough)) return;
  const detail = `Choose one of: ${boroughs.join(', ')}`;
  throw new ProblemError('not-valid', { errors: [{ in: 'body', pointer: '/person/workplace/borough', detail }] });
}
