export const sessionFormats = ['in-person', 'webinar'] as const;
export type SessionFormat = (typeof sessionFormats)[number];

export const sessionStatuses = ['draft', 'published'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

export interface SessionDetails {
  readonly title: string;
  readonly description: string;
  readonly format: SessionFormat;
  /** The organisation that gives the training. */
  readonly provider: string;
  readonly venue: string | null;
  /** Shown to those with a place and to staff, never in the public list. */
  readonly joinLink: string | null;
  /** ISO 8601 UTC. */
  readonly startsAt: string;
  /** ISO 8601 UTC. */
  readonly endsAt: string;
  readonly capacity: number;
}

export interface SessionFault {
  readonly field: keyof SessionDetails;
  readonly detail: string;
}

/** What must hold of any session, be it a draft. */
export function faultsOfSession(session: SessionDetails): SessionFault[] {
  const faults: SessionFault[] = [];
  if (session.endsAt <= session.startsAt) faults.push({ field: 'endsAt', detail: 'The end must be after the start' });
  if (session.format === 'in-person' && session.venue === null) {
    faults.push({ field: 'venue', detail: 'Say where an in-person session takes place' });
  }
  return faults;
}

/** What must hold besides when people are offered it. */
export function faultsOfPublishing(session: SessionDetails, now: Date): SessionFault[] {
  const faults = faultsOfSession(session);
  if (session.format === 'webinar' && session.joinLink === null) {
    faults.push({ field: 'joinLink', detail: 'Give the link with which people join the webinar' });
  }
  if (session.startsAt <= now.toISOString()) {
    faults.push({ field: 'startsAt', detail: 'The start must be in the future' });
  }
  return faults;
}

/** A published session that has begun may still have its wording put right, but not be moved into the past. */
export function faultsOfChange(
  before: SessionDetails,
  after: SessionDetails,
  status: SessionStatus,
  now: Date,
): SessionFault[] {
  if (status === 'draft') return faultsOfSession(after);
  const moved = before.startsAt !== after.startsAt;
  return faultsOfPublishing(after, now).filter(({ field }) => moved || field !== 'startsAt');
}
