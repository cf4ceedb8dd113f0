import { html } from 'hono/html';
import type { Hub } from '#hub/hub.ts';

export type HubOfPage = Pick<Hub, 'name' | 'contact'>;

export interface WordsOfPage {
  readonly heading: string;
  /** What to do. */
  readonly next: string;
}

/** What somebody with a browser is shown where no function answers: a page that needs nothing else, since what it would ask for may be refused, too. */
export function gatewayPage({ name, contact }: HubOfPage, { heading, next }: WordsOfPage): string {
  return String(html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading} – ${name}</title>
</head>
<body>
<header><p>${name}</p></header>
<main>
<h1>${heading}</h1>
<p>${next}</p>
<p><a href="/">Go to the start page</a></p>
<p><a href="mailto:${contact.email}">Write to us</a></p>
</main>
</body>
</html>
`);
}
