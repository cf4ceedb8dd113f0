import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';

export type SendOutcome =
  | { readonly outcome: 'sent'; readonly sesMessageId: string }
  /** For good: the same message would be refused again. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** Certainly not sent, for what the message is, though another time it may be taken. */
  | { readonly outcome: 'not-sent'; readonly reason: string }
  /** Certainly not sent, for nothing that the message could help: SES is not reached, or takes nothing from the hub for now. */
  | { readonly outcome: 'stopped'; readonly reason: string }
  /** It may have been sent: the connection was lost while waiting for the answer, or SES failed after taking it. */
  | { readonly outcome: 'unknown'; readonly reason: string };

/** What SES’s events say of an email, so that its record is found by key. */
interface EmailTags {
  readonly emailId: string;
  readonly about: { readonly kind: string; readonly id: string };
}

export type SendEmail = (
  mime: Buffer,
  email: { readonly to: string; readonly kind: string } & EmailTags,
  signal: AbortSignal,
) => Promise<SendOutcome>;

/**
 * SES refuses these for what the message is, so that trying again is of no use. Every refusal that is not named here or below is
 * the account's: paused, over its quota or its rate, an identity, a permission, credentials. One that is wrongly taken for the
 * account's costs a few tries; one that is wrongly taken for the message's costs the email.
 */
const refusals = new Set(['InvalidParameterValue']);
/** For what the message is (too large, a virus), or for the sender: then SES says so in words that name no code. */
const messageRejected = 'MessageRejected';
const ofTheSender = /not verified|suspended|paused|sandbox/i;
/** The connection was never made. */
const neverReached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

interface ServiceError extends Error {
  readonly code?: string;
  readonly $fault?: 'client' | 'server';
  readonly $metadata?: { readonly httpStatusCode?: number };
}

function failure(error: ServiceError): SendOutcome {
  // A name or a code only: SES's message quotes addresses.
  const reason = error.code ?? error.name;
  if (refusals.has(error.name)) return { outcome: 'refused', reason };
  const status = error.$metadata?.httpStatusCode;
  const answeredNo = status !== undefined && status >= 400 && status < 500;
  const neverAsked = neverReached.has(error.code ?? '') || error.name === 'CredentialsProviderError';
  if (!answeredNo && !neverAsked) return { outcome: 'unknown', reason };
  const rejected = error.name === messageRejected && !ofTheSender.test(error.message);
  return { outcome: rejected ? 'not-sent' : 'stopped', reason };
}

/**
 * Sends through SES, tagged with the email's id and what it is about, so that SES's events find it again.
 *
 * @param deps.ses - made with `maxAttempts: 1`: the SDK would try again what may have been sent
 */
export const createSendEmail =
  (deps: { readonly ses: SESClient; readonly configurationSet: string; readonly from: string }): SendEmail =>
  async (mime, { to, emailId, kind, about }, signal) => {
    try {
      const { MessageId: sesMessageId } = await deps.ses.send(
        new SendRawEmailCommand({
          Source: deps.from,
          Destinations: [to],
          RawMessage: { Data: mime },
          ConfigurationSetName: deps.configurationSet,
          Tags: [
            { Name: 'email-id', Value: emailId },
            { Name: 'about-kind', Value: about.kind },
            { Name: 'about-id', Value: about.id },
            { Name: 'kind', Value: kind },
          ],
        }),
        { abortSignal: signal },
      );
      return sesMessageId ? { outcome: 'sent', sesMessageId } : { outcome: 'unknown', reason: 'NoMessageId' };
    } catch (error) {
      return failure(error as ServiceError);
    }
  };
