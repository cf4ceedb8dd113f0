/** Where somebody is led who has signed in without having been on their way to a page. */
const accountPath = '/account';

const ofAccount = /^\/account(?:\/[\w-]{1,40}){0,4}$/;

/** Where somebody goes on once they have signed in: pages of an account alone need that, so that no address leads anywhere else. */
export const returnTo = (asked: string | undefined): string =>
  asked !== undefined && ofAccount.test(asked) ? asked : accountPath;
