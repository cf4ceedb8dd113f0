import { type ProblemCode, problemBody, problemContentType, problems } from '#http/problems.ts';

/** AWS's own words, where Lambda takes no more at once, and where its client waited too long. */
const busy = ['TooManyRequestsException', 'ThrottlingException', 'ServiceException', 'EC2ThrottledException'];
const late = ['TimeoutError', 'AbortError'];

const codeOf = (error: unknown): ProblemCode => {
  const name = error instanceof Error ? error.name : '';
  if (busy.includes(name)) return 'busy';
  return late.includes(name) ? 'took-too-long' : 'no-answer';
};

/** What the gateway would have answered in place of a function that gave no answer: whether it did what it was asked is not known. */
export function refusalOf(error: unknown, requestId: string): Response {
  const code = codeOf(error);
  return new Response(JSON.stringify(problemBody(code, requestId)), {
    status: problems[code].status,
    headers: { 'Content-Type': problemContentType },
  });
}
