import type { Hono } from 'hono';
import type { AccountDeps } from '../deps.ts';
import type { Page } from '../layout.tsx';
import type { OwnEnv } from './own.ts';
import { ownPage } from './own-page.tsx';

/** @param addressToAdd - Cognito's page, which asks the browser for a passkey */
const passkeyPage = (page: Page, addressToAdd: string) =>
  ownPage(page, {
    title: 'Add a passkey',
    children: (
      <>
        <h1 class="nhsuk-heading-l">Add a passkey</h1>
        <p>
          With a passkey you sign in by what unlocks your phone or computer: your face, your finger or its PIN. You need
          no code from your email then.
        </p>
        <p>
          What unlocks it never leaves your phone or computer. We keep the public part of the passkey, with which nobody
          can sign in.
        </p>
        <p>Do not add one on a computer that others use as you.</p>
        <p>
          <a href={addressToAdd}>Go on and add a passkey</a>
        </p>
        <p>
          To take one away, delete it among the passkeys or passwords of your phone or computer: what we keep of it
          opens nothing then, and goes with your account.
        </p>
      </>
    ),
  });

export function addPasskey(account: Hono<OwnEnv>, { page, cognito }: Pick<AccountDeps, 'page' | 'cognito'>): void {
  account.get('/passkey', (c) => c.html(passkeyPage(page, cognito.addressToAddPasskey())));
}
