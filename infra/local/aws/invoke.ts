import type { Functions } from '../lambda/functions.ts';
import type { SlowService } from './own-services.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Lambda, asked to run a function and to wait for what it answers. What the function throws is an answer, too. */
export const invokeService =
  (runtimeOf: Functions['runtimeOf']): SlowService =>
  async ({ FunctionArn, Payload }) => {
    const runtime = runtimeOf(String(FunctionArn));
    if (!runtime) {
      return { refused: 'ResourceNotFoundException', because: `There is no ${String(FunctionArn)}`, status: 404 };
    }
    // Without a payload, a function is given an empty object.
    const payload = String(Payload) || '{}';
    if (!isJson(payload)) return { refused: 'InvalidRequestContentException', because: 'The payload is no JSON' };
    const invocation = await runtime.invoke(JSON.parse(payload));
    if (invocation.ok) return { payload: invocation.payload };
    const { errorType, errorMessage } = invocation;
    if (errorType === 'RequestEntityTooLarge')
      return { refused: 'RequestTooLargeException', because: errorMessage, status: 413 };
    return { payload: { errorType, errorMessage }, headers: { 'X-Amz-Function-Error': 'Unhandled' } };
  };
