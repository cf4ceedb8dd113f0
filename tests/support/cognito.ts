import { createCognitoClient } from '#platform/cognito.ts';

interface Asked {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What Cognito answers; an error’s name for a refusal. */
type Answered = Readonly<Record<string, unknown>> | { readonly error: string; readonly status: number };

/** The client as functions have it, with an answer in place of the network. What was asked is kept. */
export function clientAnswered(answer: (asked: Asked) => Answered) {
  const asked: Asked[] = [];
  const client = createCognitoClient({
    handle: async (request: { headers: Readonly<Record<string, string>>; body: Uint8Array }) => {
      const operation = request.headers['x-amz-target']?.split('.')[1] ?? '';
      const each = { operation, input: JSON.parse(new TextDecoder().decode(request.body)) };
      asked.push(each);
      const answered = answer(each);
      const refused = 'error' in answered;
      const body = new TextEncoder().encode(JSON.stringify(refused ? { __type: answered.error } : answered));
      return {
        response: {
          statusCode: refused ? Number(answered.status) : 200,
          headers: { 'content-type': 'application/x-amz-json-1.1' },
          body,
        },
      };
    },
  } as never);
  return { client, asked };
}
