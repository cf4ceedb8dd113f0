/**
 * Where a guest manages what they made. The page takes the token out of its address at once, for a cookie that opens this one thing
 * (`links.ts` of the website); no log of ours, of the gateway or of the firewall holds what stands in a query.
 *
 * @param siteUrl - without a slash at the end
 */
export const manageUrl = (
  siteUrl: string,
  { kind, id }: { readonly kind: string; readonly id: string },
  token: string,
): string => `${siteUrl}/${kind}s/${id}?token=${token}`;

/** Where the reader of the same email says that it was not them. @param url - of {@link manageUrl} */
export const notMeUrl = (url: string): string => url.replace('?', '/not-me?');

/** Where staff look after something, once they have signed in. */
export const staffUrl = (siteUrl: string, { kind, id }: { readonly kind: string; readonly id: string }): string =>
  kind === 'funding-queues' ? `${siteUrl}/staff/funding-requests` : `${siteUrl}/staff/${kind}s/${id}`;
