import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { Random } from '#platform/ids.ts';
import type { Log } from '#platform/logger.ts';
import type { OwnApi } from './api/own-api.ts';
import type { PublicApi } from './api/public-api.ts';
import type { Page } from './layout.tsx';
import type { CognitoPages } from './signing-in/cognito-pages.ts';
import type { Sessions } from './signing-in/sessions.ts';

/** What pages are made with: the API, and how they look. */
export interface SiteDeps {
  readonly api: PublicApi;
  readonly page: Page;
  readonly hub: Hub;
  readonly clock: Clock;
  /** By which a form that is sent twice is one. */
  readonly newKey: () => string;
}

/** What the pages of somebody who has signed in are made with. */
export interface AccountDeps extends Pick<SiteDeps, 'api' | 'page' | 'hub' | 'clock' | 'newKey'> {
  readonly sessions: Sessions;
  readonly cognito: CognitoPages;
  /** The API, as somebody whose token this is may ask it. */
  readonly ownApi: (token: string) => OwnApi;
  readonly random: Random;
  readonly log: Log;
}
