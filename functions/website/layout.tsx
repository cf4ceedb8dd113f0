import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Hub } from '#hub/hub.ts';
import { SkipLink } from './components/skip-link.tsx';

export interface Look {
  readonly hub: Pick<Hub, 'name' | 'contact' | 'look'>;
  readonly styles: string;
  readonly script: string;
  readonly logo?: string | undefined;
  /** Whether whoever is shown the page has signed in, or had. */
  readonly isSignedIn: () => boolean;
}

interface PageProps {
  /** As the tab and a screen reader say it first. */
  readonly title: string;
  /** Whether something that was sent is at fault: a reader hears so before all else. */
  readonly hasError?: boolean;
  /** Before the main content: a way back. */
  readonly before?: Child;
  readonly children: Child;
}

/** Where the header leads to. */
const menu = [
  ['/sessions', 'Training sessions'],
  ['/funding', 'Funding for courses'],
] as const;
const signIn = ['/sign-in', 'Sign in'] as const;
const ownPages = ['/account', 'Your account'] as const;

/** One link to the start, whether there is a logo in it or not. */
const Home = ({ hub: { name, look }, logo }: Pick<Look, 'hub' | 'logo'>) =>
  logo && look.logo ? (
    <a class="nhsuk-header__service-logo" href="/">
      <img class="nhsuk-header__organisation-logo" src={logo} width="280" alt={look.logo.alternativeText} />
      <span class="nhsuk-header__service-name">{name}</span>
    </a>
  ) : (
    <a class="nhsuk-header__service-name" href="/">
      {name}
    </a>
  );

const Header = ({ hub, logo, isSignedIn }: Pick<Look, 'hub' | 'logo' | 'isSignedIn'>) => (
  <header class="nhsuk-header">
    <div class="nhsuk-header__container nhsuk-width-container">
      <div class="nhsuk-header__service">
        <Home hub={hub} logo={logo} />
      </div>
    </div>
    <nav class="nhsuk-header__navigation" aria-label="Menu">
      <div class="nhsuk-header__navigation-container nhsuk-width-container">
        <ul class="nhsuk-header__navigation-list">
          {[...menu, isSignedIn() ? ownPages : signIn].map(([href, text]) => (
            <li class="nhsuk-header__navigation-item">
              <a class="nhsuk-header__navigation-link" href={href}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  </header>
);

const supportLinks = [
  { href: '/lost-link', text: 'Get your links again' },
  { href: '/privacy-policy', text: 'How we use your information' },
];

const Footer = ({ hub }: Pick<Look, 'hub'>) => (
  <footer class="nhsuk-footer">
    <div class="nhsuk-width-container">
      <div class="nhsuk-footer__meta">
        <h2 class="nhsuk-u-visually-hidden">Support links</h2>
        <ul class="nhsuk-footer__list">
          {[...supportLinks, { href: `mailto:${hub.contact.email}`, text: 'Write to us' }].map(({ href, text }) => (
            <li class="nhsuk-footer__list-item">
              <a class="nhsuk-footer__list-item-link" href={href}>
                {text}
              </a>
            </li>
          ))}
        </ul>
        <p class="nhsuk-body-s">© {hub.name}</p>
      </div>
    </div>
  </footer>
);

/** A whole page, in the look of the NHS design system without what only the NHS itself may show: its logo and its fonts. */
export const createPage =
  ({ hub, styles, script, logo, isSignedIn }: Look) =>
  ({ title, hasError = false, before, children }: PageProps) =>
    html`<!DOCTYPE html>${(
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`${hasError ? 'Error: ' : ''}${title} – ${hub.name}`}</title>
          <link rel="stylesheet" href={styles} />
          <script type="module" src={script} />
        </head>
        <body>
          <SkipLink />
          <Header hub={hub} logo={logo} isSignedIn={isSignedIn} />
          <div class="nhsuk-width-container">
            {before && <nav aria-label="Back">{before}</nav>}
            <main class="nhsuk-main-wrapper" id="maincontent">
              <div class="nhsuk-grid-row">
                <div class="nhsuk-grid-column-two-thirds">{children}</div>
              </div>
            </main>
          </div>
          <Footer hub={hub} />
        </body>
      </html>
    )}`;
export type Page = ReturnType<typeof createPage>;
