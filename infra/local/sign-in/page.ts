const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? '');

const hidden = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
    .join('');

const whole = (body: string): string => `<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in (on this machine)</title></head><body><main>${body}</main></body></html>`;

interface Asked {
  /** Where the form is sent. */
  readonly action: string;
  /** What the page was asked with, which comes back with the form. */
  readonly asked: Readonly<Record<string, string>>;
  /** Who can sign in. */
  readonly emails: readonly string[];
  readonly fault?: string | undefined;
}

/** In place of Cognito's page: whoever is chosen is believed, without a code. */
export const signInPage = ({ action, asked, emails, fault }: Asked): string =>
  whole(`<h1>Sign in</h1>
<p>On AWS, this is Cognito’s page, and sends a code to your work email. Here you are whoever you say.</p>
${fault === undefined ? '' : `<p role="alert"><strong>${escaped(fault)}</strong></p>`}
<form method="post" action="${escaped(action)}">${hidden(asked)}
<p><label for="email">Work email address</label><br><input id="email" name="email" type="email" autocomplete="email"></p>
<p><button>Sign in</button></p></form>
<h2>Who has an account</h2>
<ul>${emails
    .map(
      (email) =>
        `<li><form method="post" action="${escaped(action)}">${hidden({ ...asked, email })}<button>${escaped(email)}</button></form></li>`,
    )
    .join('')}</ul>`);

/** In place of Cognito's page: no key is made, since nobody here is asked for one. */
export const passkeyPage = (back: string): string =>
  whole(`<h1>Add a passkey</h1>
<p>On AWS, this is Cognito’s page, and your phone or computer asks whether it may keep a passkey. Here none is needed.</p>
<p><a href="${escaped(back)}">Go back</a></p>`);

export const refusedPage = (why: string): string => whole(`<h1>That cannot be done</h1><p>${escaped(why)}</p>`);
