import type { TestPlatform } from './platform.ts';

/** The pages of a hub as a browser asks for them, one that follows nothing by itself and runs no script. */
export function siteOf(hub: () => TestPlatform) {
  const open = (path: string, init: RequestInit = {}) => fetch(`${hub().url}${path}`, { redirect: 'manual', ...init });

  return {
    open,
    /** What a page says, and how it was answered. */
    async read(path: string, headers: Record<string, string> = {}) {
      const response = await open(path, { headers });
      return { status: response.status, html: await response.text() };
    },
    /** Sends a form of a page of ours. */
    async send(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
      const response = await open(path, {
        method: 'POST',
        headers: { Origin: hub().url, ...headers },
        body: new URLSearchParams(fields),
      });
      return { status: response.status, location: response.headers.get('location'), html: await response.text() };
    },
    /** Opens the link of an email: where that leads, and the cookie that a browser brings there. */
    async follow(link: string) {
      const response = await fetch(link, { redirect: 'manual' });
      const [cookie = ''] = response.headers.getSetCookie();
      const path = response.headers.get('location') ?? '';
      return { path, cookie, headers: { Cookie: cookie.split(';')[0] ?? '' } };
    },
  };
}

/** The links to the hub's site that stand in an email, in their order. */
export const linksIn = ({ text }: { readonly text: string }): readonly string[] =>
  text.match(/^http:\/\/127\.0\.0\.1\S+$/gm) ?? [];

/** By which a form that is sent twice is one. */
export const keyOf = (html: string): string => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? '';
