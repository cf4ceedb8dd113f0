import type { OfSort } from '#domain/email-sort.ts';
import type { MessageOfSort } from './registry.ts';

// What a sort is, types alone tell.
const ofSort = <M extends object, Sort extends 'service' | 'news'>(message: M) => message as M & OfSort<Sort>;

/** Checks at compile time that what is stored is a message that the deliverer can render, and none that is news. */
export const owedMessage = <M extends MessageOfSort<'service'>>(emailId: string, { kind, facts }: M) =>
  ofSort<{ emailId: string; kind: M['kind']; facts: M['facts'] }, 'service'>({ emailId, kind, facts });

/** The same of news, which is owed with a consent alone. */
export const newsMessage = <M extends MessageOfSort<'news'>>(emailId: string, { kind, facts }: M) =>
  ofSort<{ emailId: string; kind: M['kind']; facts: M['facts'] }, 'news'>({ emailId, kind, facts });
