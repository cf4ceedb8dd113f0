import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { PublicApi } from './api/public-api.ts';
import type { Page } from './layout.tsx';

/** What pages are made with: the API, and how they look. */
export interface SiteDeps {
  readonly api: PublicApi;
  readonly page: Page;
  readonly hub: Hub;
  readonly clock: Clock;
  /** By which a form that is sent twice is one. */
  readonly newKey: () => string;
}
