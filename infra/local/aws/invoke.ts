import type { Functions } from '../lambda/functions.ts';
import type { AnyService } from './own-services.ts';

/** Without a payload, a function is given an empty object. */
function parsed(payload: unknown): { readonly event: unknown } | undefined {
  try {
    return { event: JSON.parse(String(payload) || '{}') };
  } catch {
    return undefined;
  }
}

/** Lambda, asked to run a function and to wait for what it answers. What the function throws is an answer, too. */
export const invokeService =
  (runtimeOf: Functions['runtimeOf']): AnyService =>
  async ({ FunctionArn, Payload }) => {
    const runtime = runtimeOf(String(FunctionArn));
    if (!runtime) {
      return { refused: 'ResourceNotFoundException', because: `There is no ${String(FunctionArn)}`, status: 404 };
    }
    const payload = parsed(Payload);
    if (!payload) return { refused: 'InvalidRequestContentException', because: 'The payload is no JSON' };
    const invocation = await runtime.invoke(payload.event);
    if (invocation.ok) return { body: invocation.payload };
    const { errorType, errorMessage } = invocation;
    if (errorType === 'RequestEntityTooLarge')
      return { refused: 'RequestTooLargeException', because: errorMessage, status: 413 };
    return { body: { errorType, errorMessage }, headers: { 'X-Amz-Function-Error': 'Unhandled' } };
  };
