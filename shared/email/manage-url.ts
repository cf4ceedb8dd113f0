/**
 * Where a guest manages what they made. The token stands in the fragment, which a browser sends to no server and writes
 * in no log or referrer.
 *
 * @param siteUrl - without a slash at the end
 */
export const manageUrl = (
  siteUrl: string,
  { kind, id }: { readonly kind: string; readonly id: string },
  token: string,
): string => `${siteUrl}/${kind}s/${id}#token=${token}`;

/** Where the reader of the same email says that it was not them. @param url - of {@link manageUrl} */
export const notMeUrl = (url: string): string => url.replace('#', '/not-me#');

/** Where staff look after something, once they have signed in. */
export const staffUrl = (siteUrl: string, { kind, id }: { readonly kind: string; readonly id: string }): string =>
  kind === 'funding-queues' ? `${siteUrl}/staff/funding-requests` : `${siteUrl}/staff/${kind}s/${id}`;
