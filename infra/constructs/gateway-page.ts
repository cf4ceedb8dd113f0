import { html } from 'hono/html';
import { problemWords } from '#functions/website/words.ts';
import type { ProblemCode } from '#http/problems.ts';
import type { Hub } from '#hub/hub.ts';

export type HubOfPage = Pick<Hub, 'name' | 'contact'>;

/** What somebody with a browser is shown where no function answers: a page that needs nothing else, since what it would ask for may be refused, too. */
export function gatewayPage({ name, contact }: HubOfPage, code: ProblemCode): string {
  const { heading, next } = problemWords[code];
  return String(html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
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
