import { Logger } from '@aws-lambda-powertools/logger';

/**
 * Everything that is ever logged: an event's name and its fields. Ids, counts, codes and times only; no name, address, free text or token
 * has a place here to stand in.
 */
export interface LogEvents {
  'request-answered': { operationId: string; status: number; problem?: string; milliseconds: number };
  'request-failed': { operationId: string; error: unknown };
  /** By its key: ids and hashes. */
  'record-not-readable': { recordType: string; key: string; fields: string };
  'email-relayed': { emails: number };
  'follow-ups-relayed': { messages: number };
  'listing-changes-relayed': { messages: number };
  'document-removals-relayed': { messages: number };
  'account-endings-relayed': { messages: number };
  'demographics-upkeep-relayed': { messages: number };
  'account-not-tended': { personId: string; error: unknown };
  'policy-told': { version: string; people: number; complete: boolean };
  'person-not-told': { personId: string; error: unknown };
  'news-sent-on': { newsId: string; owed: number; complete: boolean };
  'news-not-owed': { newsId: string; personId: string; error: unknown };
  'news-withheld': { emailId: string; kind: string; reason: string };
  'follow-up-done': { kind: string; sessionId?: string; changes: number };
  'sessions-tended': { sessions: number; followUps: number };
  'listing-renewed': { changes: number; weeks: number };
  'listing-mended': { weeks: number };
  'funding-tended': { requests: number; changes: number; failed: number };
  'funding-not-tended': { fundingRequestId: string; error: unknown };
  'funding-digest': { queues: number };
  'audit-sealed': { day: string; chains: number };
  'document-checked': { documentId: string; status: string };
  'document-not-tended': { documentId: string; error: unknown };
  'scanner-troubled': { word: string };
  'email-sent': { emailId: string; kind: string; sesMessageId: string; attempt: number };
  'email-not-sent': { emailId: string; kind: string; reason: string; attempt: number; retryInSeconds: number };
  'email-doubtful': { emailId: string; kind: string; reason: string; attempt: number };
  'email-given-up': { emailId: string; about: string; kind: string; reason: string; attempt: number };
  'email-not-readable': { emailId: string; about: string; kind: string };
  'email-waits-for-earlier': { emailId: string; about: string };
  'emails-owed-again': { emails: number; overtaken: number };
  'email-status': { emailId: string; status: string };
  'email-status-unknown-email': { status: string };
  'emails-requeued': { emails: number; oldestMinutes: number };
  /** By which of the words of OAuth, or of our own problems. */
  'sign-in-failed': { reason: string };
  'event-failed': { error: unknown };
}

const levels: Readonly<Record<keyof LogEvents, 'info' | 'warn' | 'error'>> = {
  'request-answered': 'info',
  'request-failed': 'error',
  'record-not-readable': 'error',
  'email-relayed': 'info',
  'follow-ups-relayed': 'info',
  'listing-changes-relayed': 'info',
  'document-removals-relayed': 'info',
  'account-endings-relayed': 'info',
  'demographics-upkeep-relayed': 'info',
  'account-not-tended': 'error',
  'policy-told': 'info',
  'person-not-told': 'error',
  'news-sent-on': 'info',
  'news-not-owed': 'error',
  'news-withheld': 'info',
  'follow-up-done': 'info',
  'sessions-tended': 'info',
  'listing-renewed': 'info',
  'listing-mended': 'warn',
  'funding-tended': 'info',
  'funding-not-tended': 'error',
  'funding-digest': 'info',
  'audit-sealed': 'info',
  'document-checked': 'info',
  'document-not-tended': 'error',
  'scanner-troubled': 'error',
  'email-sent': 'info',
  'email-not-sent': 'warn',
  'email-doubtful': 'warn',
  'email-given-up': 'error',
  'email-not-readable': 'error',
  'email-waits-for-earlier': 'info',
  'emails-owed-again': 'warn',
  'email-status': 'info',
  'email-status-unknown-email': 'warn',
  'emails-requeued': 'warn',
  'sign-in-failed': 'error',
  'event-failed': 'error',
};

export interface Log {
  event<Name extends keyof LogEvents>(name: Name, fields: LogEvents[Name]): void;
  /** Ids that every following event carries, until the next request or event begins. */
  begin(ids: Readonly<Record<string, string>>): void;
}

/** An error's message may quote what was stored or sent, so only its name and where it was thrown are logged, and so for its causes. */
function withoutContents(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((frame) => frame.startsWith('    at '))
    .slice(0, 8);
  return {
    name: error.name,
    at: frames.map((frame) => frame.trim()),
    ...(error.cause !== undefined && depth < 3 && { cause: withoutContents(error.cause, depth + 1) }),
  };
}

export function createLog(logger: Logger = new Logger()): Log {
  return {
    event(name, fields) {
      const safe = 'error' in fields ? { ...fields, error: withoutContents(fields.error) } : fields;
      logger[levels[name]](name, { fields: safe });
    },
    begin(ids) {
      logger.resetKeys();
      logger.appendKeys({ ...ids });
    },
  };
}
