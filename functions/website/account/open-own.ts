import type { Context } from 'hono';
import { answered } from '../api/answered.ts';
import { openFromAccount } from '../signing-in/opened.ts';
import type { OwnEnv } from './own.ts';

/** As if they had come by the link in the email: there is one page of a thing, and one way to change it. */
export async function openOwn(c: Context<OwnEnv>, kind: 'booking' | 'funding-request', id: string): Promise<Response> {
  const { link, token } = (await answered(c.var.own.api.takeLink({ body: { kind, id } }))).body;
  const { pathname } = new URL(link);
  openFromAccount(c, pathname, token);
  return c.redirect(pathname, 303);
}
