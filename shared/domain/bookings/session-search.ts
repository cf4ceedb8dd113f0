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

type Searched = Pick<SessionDetails, 'format' | 'audience' | 'title' | 'description' | 'provider'>;

/** A listing keeps the sessions that it has read, and is searched again and again. */
const texts = new WeakMap<Searched, string>();

/** What words are looked for in. */
function textOf(session: Searched): string {
  const text = texts.get(session) ?? plain([session.title, session.description, session.provider].join('\n'));
  texts.set(session, text);
  return text;
}

/** Which sessions somebody looks for: of an audience that is not named, everybody is. */
export function searchFor({ format, roleGroup, borough, q = '' }: SessionSearch): (session: Searched) => boolean {
  const words = plain(q).split(/\s+/).filter(Boolean);
  const inBorough = borough === undefined ? undefined : plain(borough);
  return (session) => {
    const { roleGroups, boroughs } = session.audience;
    if (format !== undefined && session.format !== format) return false;
    if (roleGroup !== undefined && roleGroups.length > 0 && !roleGroups.includes(roleGroup)) return false;
    if (inBorough !== undefined && boroughs.length > 0 && !boroughs.some((each) => plain(each) === inBorough))
      return false;
    return words.every((word) => textOf(session).includes(word));
  };
}
