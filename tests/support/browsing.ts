/** A browser as far as HTTP is concerned: it keeps cookies, follows nothing by itself, and says where a form is from. */
export function browsing(url: string) {
  const cookies = new Map<string, string>();

  function keep(response: Response): Response {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      if (attributes.includes('Max-Age=0')) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  const browser = {
    cookies,
    async open(path: string, init: RequestInit = {}): Promise<Response> {
      const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = { ...(Cookie && { Cookie }), ...init.headers };
      return keep(await fetch(new URL(path, url), { redirect: 'manual', ...init, headers }));
    },
    /** As a browser sends a form of a page of ours, unless the headers say otherwise. */
    send: (
      path: string,
      fields: Readonly<Record<string, string>> = {},
      headers: Record<string, string> = { Origin: url },
    ) => browser.open(path, { method: 'POST', headers, body: new URLSearchParams(fields) }),
    /** What a page says in a field of a form of its. */
    async fieldOf(path: string, name: string): Promise<string> {
      const html = await (await browser.open(path)).text();
      return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
    },
    /** On the way to be signed in: what comes back from the page on which somebody signs in, which is not yet opened. */
    async comeBackAs(workEmail: string, returnTo = '/account'): Promise<string> {
      const started = await browser.send('/sign-in', { returnTo });
      const asked = new URL(started.headers.get('location') ?? '', url);
      const login = new URL(asked.pathname.replace('/oauth2/authorize', '/login'), url);
      const fields = { ...Object.fromEntries(asked.searchParams), email: workEmail };
      const body = new URLSearchParams(fields);
      const answered = await fetch(login, { method: 'POST', body, redirect: 'manual' });
      return answered.headers.get('location') ?? '';
    },
    /** @returns where they are led */
    async signIn(workEmail: string, returnTo?: string): Promise<string> {
      const signedIn = await browser.open(await browser.comeBackAs(workEmail, returnTo));
      return signedIn.headers.get('location') ?? '';
    },
  };
  return browser;
}
