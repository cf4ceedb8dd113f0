import type { APIGatewayProxyResult } from 'aws-lambda';
import {
  BusyError,
  CursorNotValidError,
  isLate,
  KeyReusedError,
  NotReadableError,
  OutOfTimeError,
} from '#platform/errors.ts';
import { ProblemError } from './problem-error.ts';
import { problemBody, problemContentType, problems } from './problems.ts';

/** Whatever was thrown, as one of the registered problems. What is not expected becomes `unexpected` and says nothing of itself. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof BusyError) return new ProblemError('busy', { retryAfterSeconds: 2, cause: error });
  if (error instanceof OutOfTimeError || isLate(error))
    return new ProblemError('took-too-long', { retryAfterSeconds: 5, cause: error });
  if (error instanceof NotReadableError)
    return new ProblemError('not-readable', { retryAfterSeconds: 60, cause: error });
  if (error instanceof KeyReusedError) return new ProblemError('key-used-for-another-request', { cause: error });
  if (error instanceof CursorNotValidError) {
    const detail = 'Give the nextCursor of the page before, as it was, or none to begin again';
    return new ProblemError('not-valid', { errors: [{ in: 'query', pointer: '/cursor', detail }], cause: error });
  }
  return new ProblemError('unexpected', { cause: error });
}

/** @param instance - the gateway's request id */
export function problemReply({ code, facts }: ProblemError, instance: string): APIGatewayProxyResult {
  const { detail, errors, extensions, retryAfterSeconds } = facts;
  return {
    statusCode: problems[code].status,
    headers: {
      'Content-Type': problemContentType,
      'Cache-Control': 'no-store',
      ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
      ...(code === 'sign-in-needed' && { 'WWW-Authenticate': 'Manage, Bearer' }),
    },
    body: JSON.stringify(
      problemBody(code, instance, {
        ...extensions,
        ...(detail !== undefined && { detail }),
        ...(errors && { errors }),
      }),
    ),
  };
}
