import { dayInWords, londonDay } from '#domain/time/london.ts';
import { InsetText } from '../components/inset-text.tsx';
import { Panel } from '../components/panel.tsx';
import { ButtonForm } from '../forms/button-form.tsx';
import type { Page } from '../layout.tsx';
import { notMePage } from '../pages/not-me.tsx';

interface Way {
  readonly href: string;
  readonly text: string;
}
const signIn: Way = { href: '/sign-in', text: 'Sign in' };
const toAccount: Way = { href: '/account', text: 'Go to your account' };
const toStart: Way = { href: '/', text: 'Go to the start page' };

/** A question that is answered by one button, sent to the address of the page itself. */
interface Asked {
  readonly heading: string;
  readonly says: readonly string[];
  readonly button: string;
  /** Where else somebody may have wanted to go. */
  readonly instead?: Way;
}

/** Before anything is done: who opened the link may be a mail scanner. */
const askPage = (page: Page, action: string, key: string, { heading, says, button, instead }: Asked) =>
  page({
    title: heading,
    children: (
      <>
        <h1 class="nhsuk-heading-l">{heading}</h1>
        {says.map((text) => (
          <p>{text}</p>
        ))}
        <ButtonForm action={action} sentKey={key}>
          {button}
        </ButtonForm>
        {instead && (
          <p>
            <a href={instead.href}>{instead.text}</a>
          </p>
        )}
      </>
    ),
  });

/** What came of it, and where it goes on. */
const donePage = (page: Page, heading: string, says: readonly string[], on: Way) =>
  page({
    title: heading,
    children: (
      <>
        <Panel heading={heading} />
        {says.map((text) => (
          <p>{text}</p>
        ))}
        <p>
          <a href={on.href}>{on.text}</a>
        </p>
      </>
    ),
  });

const dayOf = (instant: string): string => dayInWords(londonDay(instant));

export const confirmAccountPage = (page: Page, path: string, key: string) =>
  askPage(page, path, key, {
    heading: 'Is this your email address?',
    says: [
      'Somebody, probably you, asked for an account with the address at which you read our email.',
      'Confirm it, and you can see what you booked and asked for with this address. If you have an account already, nothing in it changes.',
    ],
    button: 'Confirm my email address',
    instead: { href: `${path}/not-me`, text: 'I did not ask for an account' },
  });

export const accountConfirmedPage = (page: Page, workEmail: string) =>
  donePage(
    page,
    'You have an account',
    [`It is for ${workEmail}. You sign in with a code that we send there: there is no password.`],
    signIn,
  );

/** @param days - for which such a link works */
export const registrationEndedPage = (page: Page, days: number) =>
  page({
    title: 'This link does not work any more',
    children: (
      <>
        <h1 class="nhsuk-heading-l">This link does not work any more</h1>
        <p>A link to confirm your address works once, for {days} days.</p>
        <InsetText>
          <p>
            If you have confirmed your address before, you have your account: <a href={signIn.href}>sign in</a>.
          </p>
        </InsetText>
        <p>
          Otherwise <a href="/register">ask for an account again</a>.
        </p>
      </>
    ),
  });

export const notMyAccountPage = (page: Page, path: string, key: string) =>
  notMePage(page, {
    href: path,
    question: 'Did somebody else ask for an account with your address?',
    consequence:
      'If you did not ask for it, say so: there will be none, and for some days nobody can use our forms with your address.',
    button: 'I did not ask for an account',
    mine: 'It was me: confirm my email address',
    sentKey: key,
  });

export const keepAccountPage = (page: Page, path: string, key: string) =>
  askPage(page, path, key, {
    heading: 'Do you want to keep your account?',
    says: ['You have not used it for a long time, so it is about to end. You do not need to sign in to keep it.'],
    button: 'Keep my account',
  });

export const accountKeptPage = (page: Page, endsAt: string) =>
  donePage(page, 'You keep your account', [`It ends on ${dayOf(endsAt)}, unless you use it before.`], toAccount);

/** Which of the two addresses an email about a change went to. */
export const sides = ['new', 'old'] as const;
export type Side = (typeof sides)[number];

const confirming: Readonly<Record<Side, Omit<Asked, 'instead'>>> = {
  new: {
    heading: 'Do you want to use this address from now on?',
    says: [
      'Somebody, probably you, asked to use the address at which you read our email for their account.',
      'Once it is confirmed, you sign in with it, and everything about your account comes here.',
    ],
    button: 'Use this address from now on',
  },
  old: {
    heading: 'Do you want to use another address from now on?',
    says: [
      'You asked us to use another address for your account. Our email says which.',
      'Once both addresses are confirmed, you sign in with the new one, and everything about your account goes there.',
    ],
    button: 'Use the new address',
  },
};

export const confirmAddressPage = (page: Page, side: Side, path: string, key: string) =>
  askPage(page, path, key, {
    ...confirming[side],
    instead: { href: `${path}/not-me`, text: 'This was not me' },
  });

const otherAddress: Readonly<Record<Side, string>> = {
  new: 'the one that you have used until now',
  old: 'the new one',
};

export const addressConfirmedPage = (page: Page, side: Side, status: 'waiting' | 'changed') =>
  status === 'changed'
    ? donePage(page, 'Your email address has changed', ['You sign in with the new one from now on.'], signIn)
    : donePage(
        page,
        'Thank you for confirming',
        [
          `We have sent a link to your other address, too: ${otherAddress[side]}. Once that is confirmed, your address is changed.`,
        ],
        toStart,
      );

export const notMyAddressPage = (page: Page, path: string, key: string) =>
  notMePage(page, {
    href: path,
    question: 'Should the address of the account stay as it is?',
    consequence:
      'If you did not ask for another address, say so: the address of the account stays as it is, and for some days nobody can use our forms with your address.',
    button: 'Leave the address as it is',
    mine: 'It was me: confirm the change',
    sentKey: key,
  });

export const stopNewsPage = (page: Page) =>
  page({
    title: 'Do you want to stop our news?',
    children: (
      <>
        <h1 class="nhsuk-heading-l">Do you want to stop our news?</h1>
        <p>We send you no more news by email then. Emails about what you booked or asked for go on.</p>
        <ButtonForm action="/stop-news">Stop news by email</ButtonForm>
      </>
    ),
  });

export const newsStoppedPage = (page: Page) =>
  donePage(page, 'We send you no more news', ['You still get the emails about what you booked or asked for.'], toStart);
