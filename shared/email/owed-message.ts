import type { EmailMessage } from './registry.ts';

/** Checks at compile time that what is stored is a message that the deliverer can render. */
export const owedMessage = <M extends EmailMessage>(emailId: string, { kind, facts }: M) => ({ emailId, kind, facts });
