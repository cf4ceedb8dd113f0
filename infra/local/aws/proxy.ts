import { Agent, type IncomingMessage, type RequestListener, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { S3Gate } from '../s3/gate.ts';
import type { DeployedFunction } from '../template/deployment.ts';
import { type AwsCall, type Known, readCall, serviceOf } from './actions.ts';
import type { FaultRequest, Faults } from './faults.ts';
import type { OwnService } from './own-services.ts';
import type { Permissions, ResourcePolicy } from './permissions.ts';
import { readSignature } from './signature.ts';

interface EngineAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export type AcceptedCall = AwsCall & { readonly fields: Readonly<Record<string, unknown>> };

export interface AwsProxyDeps {
  readonly known: Known;
  readonly permissions: Permissions;
  readonly faults: Faults;
  /** By access key id. */
  readonly callers: ReadonlyMap<string, DeployedFunction>;
  /** Base URL of the engine of each service. */
  readonly engines: () => Readonly<Record<string, string>>;
  /** Answers what is asked of S3, by functions and by browsers alike. */
  readonly s3: S3Gate;
  /** Those that no engine answers, by service. */
  readonly ownServices: Readonly<Record<string, OwnService>>;
  /** What each key says of who may use it, by its ARN. */
  readonly keyPolicies: ReadonlyMap<string, ResourcePolicy>;
  /** Seen after an engine accepted a call and before the caller hears of it. */
  readonly accepted: (call: AcceptedCall, answer: EngineAnswer) => void;
  /** Ends the process that makes this call. */
  readonly kill: (accessKeyId: string) => void;
}

/** The engine for SES answers some other calls never, and others without a trace in the outbox. */
const isStoodInFor = ({ service, operation }: AwsCall): boolean =>
  service === 'sesv2' ? operation !== 'unknown' : service !== 'ses' || operation === 'SendRawEmail';

function errorBody(service: string, code: string, message: string): { type: string; body: string } {
  if (service === 'ses') {
    const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>local</RequestId></ErrorResponse>`;
    return { type: 'text/xml', body };
  }
  const cancelled = code === 'TransactionConflict';
  const body = {
    __type: cancelled
      ? 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException'
      : `com.amazonaws.${service}#${code}`,
    message,
    Message: message,
    ...(cancelled && {
      CancellationReasons: [{ Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }],
    }),
  };
  return { type: 'application/x-amz-json-1.0', body: JSON.stringify(body) };
}

/**
 * Stands between the functions and the engines: a function does what its own policy allows, and meets the failures that were asked for.
 */
export function createAwsProxy(deps: AwsProxyDeps): RequestListener {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });

  function forward(engine: string, incoming: IncomingMessage, body: Buffer): Promise<EngineAnswer> {
    const { hostname, port } = new URL(engine);
    return new Promise((answered, failed) => {
      const outgoing = request(
        {
          agent,
          hostname,
          port,
          method: incoming.method,
          path: incoming.url,
          headers: { ...incoming.headers, host: `${hostname}:${port}` },
        },
        async (response) => {
          try {
            answered({ status: response.statusCode ?? 500, headers: response.headers, body: await buffer(response) });
          } catch (error) {
            failed(error);
          }
        },
      );
      outgoing.on('error', failed);
      outgoing.end(body);
    });
  }

  function refuse(response: ServerResponse, service: string, status: number, code: string, message: string): void {
    const { type, body } = errorBody(service, code, message);
    response.writeHead(status, { 'Content-Type': type, 'x-amzn-errortype': code }).end(body);
  }

  /** Whether the call met a fault, and so is answered. */
  function meetFault(
    call: AwsCall,
    when: FaultRequest['when'],
    accessKeyId: string,
    response: ServerResponse,
  ): boolean {
    const fault = deps.faults.take(call, when);
    if (!fault) return false;
    if (fault.kill) {
      deps.kill(accessKeyId);
      response.destroy();
    } else refuse(response, call.service, fault.status, fault.error, 'Asked for by POST /_local/faults');
    return true;
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const signature = readSignature(incoming.headers.authorization);
    const caller = signature && deps.callers.get(signature.accessKeyId);
    // Browsers come with a form or a link that a function has signed, and with no signature of their own.
    if (!signature || (signature.service === 's3' && caller)) {
      const { method = 'GET', url: target = '/', headers } = incoming;
      const answered = await deps.s3({ method, target, headers, body, caller });
      response.writeHead(answered.status, answered.headers).end(answered.body);
      return;
    }
    if (!caller) {
      refuse(
        response,
        'dynamodb',
        403,
        'UnrecognizedClientException',
        'The security token included in the request is invalid',
      );
      return;
    }
    const service = serviceOf(signature.service, incoming.url ?? '/');
    const target = `${incoming.method} ${incoming.url}`;
    const call = readCall(service, incoming.headers, body, deps.known, target);
    const engine = deps.engines()[service] ?? '';
    const own = deps.ownServices[service];
    if (!call || (engine === '' && !own) || !isStoodInFor(call)) {
      const what = call ? `${service}:${call.operation}` : service;
      refuse(response, service, 501, 'NotImplemented', `${what} is not stood in for locally`);
      return;
    }
    const decisions = await Promise.all(
      call.actions.map((requested) =>
        deps.permissions.isAllowed(caller, requested, deps.keyPolicies.get(requested.resource)),
      ),
    );
    const refused = call.actions[decisions.indexOf(false)];
    if (refused) {
      const denial = `${caller.name} is not authorized to perform: ${refused.action} on resource: ${refused.resource}`;
      refuse(
        response,
        service,
        service === 'ses' ? 403 : 400,
        service === 'ses' ? 'AccessDenied' : 'AccessDeniedException',
        denial,
      );
      return;
    }
    if (meetFault(call, 'before', signature.accessKeyId, response)) return;
    if (own) {
      const answer = own(call.fields);
      if (meetFault(call, 'after', signature.accessKeyId, response)) return;
      if ('refused' in answer) refuse(response, service, answer.status ?? 400, answer.refused, answer.because);
      else response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer.body));
      return;
    }
    const answer = await forward(engine, incoming, body);
    if (answer.status < 300) deps.accepted(call, answer);
    if (meetFault(call, 'after', signature.accessKeyId, response)) return;
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  return (incoming, response) => {
    handle(incoming, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else refuse(response, 'dynamodb', 500, 'InternalServerError', error instanceof Error ? error.message : 'unknown');
    });
  };
}
