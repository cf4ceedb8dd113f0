/** A page, as somebody came to it. */
export interface Crawled {
  /** Where they ended, after every redirect: path and query. */
  readonly path: string;
  readonly status: number;
  readonly html: string;
}

/** Cookies by the path that they are for, as a browser keeps them while somebody is at one link. */
type Jar = Map<string, string>;

function keep(jar: Jar, response: Response): void {
  for (const cookie of response.headers.getSetCookie()) {
    const [pair = ''] = cookie.split(';');
    const path = /;\s*path=([^;]+)/i.exec(cookie)?.[1] ?? '/';
    jar.set(path, pair);
  }
}

const sentTo = (jar: Jar, path: string): string =>
  [...jar].flatMap(([of, pair]) => (path === of || path.startsWith(`${of}/`) || of === '/' ? [pair] : [])).join('; ');

const longestChain = 5;

/** Asks for a path, and goes where it leads; only ever by GET. */
async function open(base: string, path: string, jar: Jar): Promise<Crawled> {
  let at = path;
  for (let hops = 0; hops < longestChain; hops += 1) {
    const { pathname } = new URL(at, base);
    const response = await fetch(new URL(at, base), { redirect: 'manual', headers: { Cookie: sentTo(jar, pathname) } });
    keep(jar, response);
    const next = response.headers.get('location');
    if (next === null) {
      const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
      const body = await response.text();
      return { path: at, status: response.status, html: isPage ? body : '' };
    }
    const to = new URL(next, new URL(at, base));
    at = `${to.pathname}${to.search}`;
  }
  throw new Error(`${path} leads in a circle`);
}

const plain = (text: string): string =>
  text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"');

/** Where a page leads that is ours: its links and files, and its forms that only ask. */
function linksIn(html: string, base: string, at: string): string[] {
  const asking = [...html.matchAll(/<form\b[^>]*>/g)].flatMap(([form]) =>
    /method="post"/i.test(form) ? [] : [/action="([^"]*)"/.exec(form)?.[1] ?? at],
  );
  const named = [...html.matchAll(/<(?:a|link|script|img)\b[^>]*?\s(?:href|src)="([^"]*)"/g)].map(
    ([, url = '']) => url,
  );
  return [...named, ...asking].flatMap((url) => {
    const to = new URL(plain(url), new URL(at, base));
    return to.origin === new URL(base).origin ? [`${to.pathname}${to.search}`] : [];
  });
}

/** Links to a place on the same page, where there is no such place. */
export const lostPlaces = (html: string): string[] =>
  [...html.matchAll(/\shref="#([^"]+)"/g)].flatMap(([, id = '']) => (html.includes(`id="${id}"`) ? [] : [`#${id}`]));

/** Ids that several things on a page have. */
export function sharedIds(html: string): string[] {
  const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id);
  return [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))];
}

export interface Followed extends Crawled {
  /** The path that was asked for. */
  readonly asked: string;
  /** The page that led there; none of where the crawl began. */
  readonly from: string | undefined;
}

/**
 * Follows every link of ours, from where somebody begins, in one browser.
 *
 * @param base - an origin
 * @param goesOn - whether the links of a page are followed in turn
 * @param cookie - of who is signed in
 */
export async function crawl(
  base: string,
  start: string,
  goesOn: (path: string) => boolean,
  cookie?: string,
): Promise<Followed[]> {
  const jar: Jar = new Map(cookie === undefined ? [] : [['/', cookie]]);
  const seen = new Set([start]);
  const waiting: { readonly asked: string; readonly from: string | undefined }[] = [{ asked: start, from: undefined }];
  const followed: Followed[] = [];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { asked, from } = next;
    const crawled = await open(base, asked, jar);
    followed.push({ ...crawled, asked, from });
    if (!goesOn(asked)) continue;
    for (const link of linksIn(crawled.html, base, crawled.path)) {
      if (seen.has(link)) continue;
      seen.add(link);
      waiting.push({ asked: link, from: crawled.path });
    }
  }
  return followed;
}
