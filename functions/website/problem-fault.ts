import type { Refused } from '#http/client.ts';
import { type ProblemCode, problemBody, problems } from '#http/problems.ts';

/** What the API was not even asked for. */
export const asProblem = (code: ProblemCode): Pick<Refused, 'code' | 'status' | 'problem'> => ({
  code,
  status: problems[code].status,
  problem: problemBody(code, ''),
});

/** The API refused what a page needs: the page that says so takes its place. */
export class ProblemFault extends Error {
  override readonly name = 'ProblemFault';
  readonly refused: Pick<Refused, 'code' | 'status' | 'problem'>;

  constructor(refused: Pick<Refused, 'code' | 'status' | 'problem'>) {
    super(refused.code);
    this.refused = refused;
  }
}
