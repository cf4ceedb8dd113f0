import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as z from 'zod';
import { sha256 } from '#platform/ids.ts';
import { ProblemError } from './problem-error.ts';
import { type Audience, type Route, type StaffGroup, staffGroups } from './route.ts';

export interface Guest {
  readonly kind: 'guest';
}

/** Holds a link that we emailed. Whether the link opens the thing asked for is for whoever reads the thing to check. */
export interface LinkHolder {
  readonly kind: 'link-holder';
  readonly tokenHash: string;
}

export interface Learner {
  readonly kind: 'learner';
  readonly sub: string;
  /** Verified by Cognito, in lower case. */
  readonly workEmail: string;
}

export interface StaffMember {
  readonly kind: 'staff';
  readonly sub: string;
  /** In lower case; so that nobody decides about their own request. */
  readonly workEmail: string;
  readonly groups: readonly StaffGroup[];
}

interface CallerByAudience {
  readonly public: Guest;
  readonly 'manage-link': LinkHolder;
  readonly learner: Learner;
  readonly staff: StaffMember;
}

export type CallerOf<R extends Route> = CallerByAudience[R['audience']['kind']];
export type Caller = CallerByAudience[Audience['kind']];

/** Schemes are told apart without regard to case (RFC 9110, 11.1). */
const manageAuthorization = /^manage +([A-Za-z0-9_-]{20,100})$/i;

// An access token carries no address, so whoever came with one would be nobody's applicant.
const idToken = { token_use: z.literal('id') };

const LearnerClaims = z.object({
  ...idToken,
  sub: z.string().min(1),
  email: z.string().toLowerCase(),
  // The gateway hands every claim over as text.
  email_verified: z.union([z.literal('true'), z.literal(true)]),
});

const StaffClaims = z.object({
  ...idToken,
  sub: z.string().min(1),
  email: z.string().min(1).toLowerCase(),
  // `a,b` from the gateway; `[a b]` is how some of its versions write a list.
  'cognito:groups': z
    .string()
    .default('')
    .transform((groups) => groups.replaceAll(/[[\]]/g, '').split(/[\s,]+/)),
});

const isStaffGroup = (group: string): group is StaffGroup => staffGroups.some((known) => known === group);

/**
 * Who is calling, as far as the audience of a route needs to know.
 *
 * @throws ProblemError `sign-in-needed` or `not-allowed`
 */
export function identifyCaller(audience: Audience, event: APIGatewayProxyEvent): Caller {
  const claims: unknown = event.requestContext.authorizer?.claims;
  switch (audience.kind) {
    case 'public':
      return { kind: 'guest' };
    case 'manage-link': {
      const token = manageAuthorization.exec(event.headers.authorization ?? '')?.[1];
      if (token === undefined) throw new ProblemError('sign-in-needed');
      return { kind: 'link-holder', tokenHash: sha256(token) };
    }
    case 'learner': {
      const learner = LearnerClaims.safeParse(claims);
      if (!learner.success) throw new ProblemError('sign-in-needed');
      return { kind: 'learner', sub: learner.data.sub, workEmail: learner.data.email };
    }
    case 'staff': {
      const member = StaffClaims.safeParse(claims);
      if (!member.success) throw new ProblemError('sign-in-needed');
      const groups = member.data['cognito:groups'].filter(isStaffGroup);
      if (!groups.some((group) => audience.groups.includes(group))) throw new ProblemError('not-allowed');
      return { kind: 'staff', sub: member.data.sub, workEmail: member.data.email, groups };
    }
  }
}

/** Names a caller within the scope of an Idempotency-Key, so that one caller's key never meets another's. */
export function callerScope(caller: Caller): string {
  switch (caller.kind) {
    case 'guest':
      return 'guest';
    case 'link-holder':
      return `link:${caller.tokenHash}`;
    default:
      return `${caller.kind}:${caller.sub}`;
  }
}
