/** Where somebody is led who has signed in without having been on their way to a page. */
const accountPath = '/account';

const ofAccount = /^\/account(?:\/[\w-]{1,40}){0,4}$/;

/** What became of a form that came when nobody was signed in any more. */
export type Unsent = 'kept' | 'gone';

/** Of the page on which they begin to sign in. @param path - to which they are led back */
export const addressToSignIn = (path: string, unsent?: Unsent): string =>
  `/sign-in?${new URLSearchParams({ returnTo: path, ...(unsent && { unsent }) })}`;

/** Where somebody goes on once they have signed in: pages of an account alone need that, so that no address leads anywhere else. */
export const returnTo = (asked: string | undefined): string =>
  asked !== undefined && ofAccount.test(asked) ? asked : accountPath;
