import type { RoleGroup } from '#hub/job-roles.ts';
import type { SessionDetails, SessionFormat } from './session.ts';

/** What somebody looks for among the sessions; what is left out, anything matches. */
export interface SessionSearch {
  readonly format?: SessionFormat | undefined;
  readonly roleGroup?: RoleGroup | undefined;
  readonly borough?: string | undefined;
  /** Words, each of which must stand somewhere in the title, the description or the provider. */
  readonly q?: string | undefined;
}

/** Without accents and capitals, and with one kind of apostrophe: as people type on a phone. */
const plain = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/[’ʼ‘]/g, "'").toLowerCase();

const includes = (list: readonly string[], wanted: string | undefined): boolean =>
  wanted === undefined || list.length === 0 || list.some((entry) => plain(entry) === plain(wanted));

export function matchesSearch(
  session: Pick<SessionDetails, 'format' | 'audience' | 'title' | 'description' | 'provider'>,
  { format, roleGroup, borough, q = '' }: SessionSearch,
): boolean {
  const { roleGroups, boroughs } = session.audience;
  if (format !== undefined && session.format !== format) return false;
  if (!includes(roleGroups, roleGroup) || !includes(boroughs, borough)) return false;
  const text = plain([session.title, session.description, session.provider].join('\n'));
  return plain(q)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
