import * as z from 'zod';
import { instant } from '#domain/time/instant.ts';
import type { Clock } from '#platform/clock.ts';
import { type Random, sha256 } from '#platform/ids.ts';
import { type Work, workWithin } from '#platform/work.ts';
import type { SealedSessions } from '#records/website/sealed-sessions.ts';
import { timeToAsk } from '../api/waiting.ts';
import type { CognitoPages, Tokens } from './cognito-pages.ts';
import { idHashOf, newOpener, type Opener, seal, unseal } from './sealing.ts';

const Typed = z.record(z.string(), z.string());

/** A form that came when nobody was signed in any more. */
const KeptForm = z.object({ path: z.string(), whose: z.string(), typed: Typed });
export type KeptForm = z.output<typeof KeptForm>;

const SignedIn = z.object({
  /** Tells one person from another, and nobody who. */
  whose: z.string(),
  idToken: z.string(),
  refreshToken: z.string(),
  /** Of the first. */
  endsAt: instant,
  /** What they were entering when their last session ended. */
  kept: KeptForm.optional(),
});
type SignedIn = z.output<typeof SignedIn>;

/** Somebody who is signed in. */
export interface Session extends Pick<SignedIn, 'whose' | 'idToken' | 'kept'> {
  readonly opener: Opener;
}

/** Who is signed in on the website: in the table sealed, and to be opened by their browser alone. */
export interface Sessions {
  /** @param kept - which is left out where it is somebody else's */
  begin(
    tokens: Tokens,
    kept: KeptForm | undefined,
  ): Promise<{ readonly opener: Opener; readonly kept?: KeptForm | undefined }>;
  /** Nothing where there is none, or it has ended. Its token is good for some minutes. */
  find(opener: Opener): Promise<Session | undefined>;
  /** The same, and whether it is this very look that found it ended by Cognito. */
  look(opener: Opener): Promise<Session | 'just-ended' | undefined>;
  /** Ends it here, and has its user signed out of Cognito. */
  end(opener: Opener): Promise<void>;
  keepForm(form: KeptForm): Promise<Opener>;
  /** What was kept, once. */
  takeForm(opener: Opener): Promise<KeptForm | undefined>;
  /** They have sent it. */
  dropForm(opener: Opener): Promise<void>;
}

/** A token that ends within so long is not begun with: whoever is asked may take a while. */
const spareMs = 5 * 60_000;

/** For what is done with a session, beside all else that a request does. */
const longestMs = 6000;
const soon = (): Work => workWithin({ getRemainingTimeInMillis: () => timeToAsk(longestMs) });

const Claims = z.object({ sub: z.string().min(1) });

/** Of a token that Cognito itself has just handed out: the gateway is who checks what comes from elsewhere. */
function whoseIs(idToken: string): string {
  const { sub } = Claims.parse(JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8')));
  return sha256(`website ${sub}`).slice(0, 32);
}

export function createSessions({
  sealed,
  cognito,
  clock,
  random,
}: {
  readonly sealed: SealedSessions;
  readonly cognito: CognitoPages;
  readonly clock: Clock;
  readonly random: Random;
}): Sessions {
  const signedIn = ({ idToken, refreshToken, seconds }: Tokens): Omit<SignedIn, 'kept'> => ({
    whose: whoseIs(idToken),
    idToken,
    refreshToken,
    endsAt: new Date(clock().getTime() + seconds * 1000).toISOString(),
  });

  async function keep(value: SignedIn | KeptForm): Promise<Opener> {
    const opener = newOpener(random);
    await sealed.keep(idHashOf(opener), seal(opener, value, random), soon());
    return opener;
  }

  async function open<S extends z.ZodType>(schema: S, opener: Opener) {
    const record = await sealed.find(idHashOf(opener), soon());
    if (!record) return undefined;
    const opened = schema.safeParse(unseal(opener, record.sealed));
    return opened.success ? { record, value: opened.data } : undefined;
  }

  const sessions: Sessions = {
    async begin(tokens, kept) {
      const own = signedIn(tokens);
      const theirs = kept?.whose === own.whose ? kept : undefined;
      return { opener: await keep({ ...own, kept: theirs }), kept: theirs };
    },

    async find(opener) {
      const session = await sessions.look(opener);
      return session === 'just-ended' ? undefined : session;
    },

    async look(opener) {
      const found = await open(SignedIn, opener);
      if (!found) return undefined;
      const { record, value } = found;
      const leftMs = Date.parse(value.endsAt) - clock().getTime();
      if (leftMs > spareMs) return { ...value, opener };
      const tokens = await cognito.refresh(value.refreshToken).catch((error: unknown) => {
        // As long as there is some left, nobody need notice.
        if (leftMs <= 0) throw error;
        return 'later' as const;
      });
      if (tokens === 'later') return { ...value, opener };
      if (!tokens) {
        await sealed.end(idHashOf(opener), soon());
        return 'just-ended';
      }
      // Of two requests at once both have a token that is good: Cognito lets the older ones be, and one of the two is kept.
      const anew = { ...signedIn(tokens), kept: value.kept };
      await sealed.replace(idHashOf(opener), record, seal(opener, anew, random), soon());
      return { ...anew, opener };
    },

    async end(opener) {
      const found = await open(SignedIn, opener);
      await sealed.end(idHashOf(opener), soon());
      if (found) await cognito.revoke(found.value.refreshToken);
    },

    keepForm: keep,

    async takeForm(opener) {
      const found = await open(KeptForm, opener);
      if (found) await sealed.end(idHashOf(opener), soon());
      return found?.value;
    },

    async dropForm(opener) {
      const found = await open(SignedIn, opener);
      if (!found) return;
      const { kept: _, ...value } = found.value;
      await sealed.replace(idHashOf(opener), found.record, seal(opener, value, random), soon());
    },
  };
  return sessions;
}
