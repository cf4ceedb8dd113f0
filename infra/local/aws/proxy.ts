import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { S3Gate } from '../s3/gate.ts';
import type { DeployedFunction } from '../template/deployment.ts';
import { wholeBody } from '../whole-body.ts';
import { type AwsCall, type Known, readCall, serviceOf } from './actions.ts';
import type { FaultRequest, Faults } from './faults.ts';
import { createForward, type EngineAnswer } from './forward.ts';
import type { AnyService, OwnAnswer } from './own-services.ts';
import type { Permissions, ResourcePolicy } from './permissions.ts';
import { notAuthorized, notStoodIn, refuse, unknownCaller } from './refusals.ts';
import { readSignature } from './signature.ts';
import { createTurns } from './turns.ts';

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
  /** Those that no engine answers, by service; or one operation that the service’s engine does not know, by `service:operation`. */
  readonly ownServices: Readonly<Record<string, AnyService>>;
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

function answerOurselves(response: ServerResponse, service: string, answer: OwnAnswer<unknown>): void {
  if ('refused' in answer) {
    refuse(response, service, { status: answer.status ?? 400, code: answer.refused, message: answer.because });
    return;
  }
  const { body, headers } = answer;
  response.writeHead(200, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/**
 * Stands between the functions and the engines: a function does what its own policy allows, and meets the failures that were asked for.
 */
export function createAwsProxy(deps: AwsProxyDeps): RequestListener {
  const forward = createForward();
  const takeTurn = createTurns();

  async function denialOf(caller: DeployedFunction, call: AwsCall): Promise<string | undefined> {
    const decisions = await Promise.all(
      call.actions.map((requested) =>
        deps.permissions.isAllowed(caller, requested, deps.keyPolicies.get(requested.resource)),
      ),
    );
    const refused = call.actions[decisions.indexOf(false)];
    return refused && `${caller.name} is not authorized to perform: ${refused.action} on resource: ${refused.resource}`;
  }

  /** Whether a fault has answered the call. */
  async function meetFault(
    call: AwsCall,
    caller: DeployedFunction,
    when: FaultRequest['when'],
    accessKeyId: string,
    response: ServerResponse,
  ): Promise<boolean> {
    const fault = deps.faults.take(call, caller, when);
    if (!fault) return false;
    if (fault.delayMs !== undefined) return sleep(fault.delayMs, false);
    if (fault.kill) {
      deps.kill(accessKeyId);
      response.destroy();
    } else {
      const message = 'Asked for by POST /_local/faults';
      refuse(response, call.service, { status: fault.status, code: fault.error, message });
    }
    return true;
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: target = '/', headers } = incoming;
    const body = await wholeBody(incoming);
    const signature = readSignature(headers.authorization);
    const caller = signature && deps.callers.get(signature.accessKeyId);
    // Browsers come with a form or a link that a function has signed, and with no signature of their own.
    if (!signature || (signature.service === 's3' && caller)) {
      const answered = await deps.s3({ method, target, headers, body, caller });
      response.writeHead(answered.status, answered.headers).end(answered.body);
      return;
    }
    if (!caller) return refuse(response, 'dynamodb', unknownCaller);
    const service = serviceOf(signature.service, target);
    const call = readCall(service, headers, body, deps.known, `${method} ${target}`);
    const engine = deps.engines()[service] ?? '';
    const own = deps.ownServices[`${service}:${call?.operation}`] ?? deps.ownServices[service];
    if (!call || (engine === '' && !own) || !isStoodInFor(call)) {
      return refuse(response, service, notStoodIn(call ? `${service}:${call.operation}` : service));
    }
    const denial = await denialOf(caller, call);
    if (denial !== undefined) return refuse(response, service, notAuthorized(service, denial));

    const meets = (when: FaultRequest['when']) => meetFault(call, caller, when, signature.accessKeyId, response);
    if (await meets('before')) return;
    if (own) {
      const answer = await own(call.fields);
      if (!(await meets('after'))) answerOurselves(response, service, answer);
      return;
    }
    const letGo = deps.faults.awaits(call, caller, 'contended') ? takeTurn(call.fields) : () => undefined;
    if (!letGo && (await meets('contended'))) return;
    const answer = await forward(engine, incoming, body).finally(letGo);
    if (answer.status < 300) deps.accepted(call, answer);
    if (!(await meets('after'))) response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  return (incoming, response) => {
    handle(incoming, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : 'unknown';
      if (response.headersSent) response.destroy();
      else refuse(response, 'dynamodb', { status: 500, code: 'InternalServerError', message });
    });
  };
}
