/* How whoever reads news stops them: one press, in the mail program or on our page. */

/** What stands in a link: whose consent, and what opens it. */
export const stopToken = (personId: string, secret: string): string => `${personId}.${secret}`;

/** Our page. The token leaves its address at once. */
export const stopPageUrl = (siteUrl: string, token: string): string => `${siteUrl}/stop-news?token=${token}`;

/**
 * For the mail program, which calls the URL by itself as its reader presses its button (RFC 8058): by POST, so that whatever only opens
 * links stops nothing.
 *
 * @param apiUrl - without a slash at the end
 */
export const stopHeaders = (apiUrl: string, token: string): Readonly<Record<string, string>> => ({
  'List-Unsubscribe': `<${apiUrl}/v1/consents/withdraw/${token}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});
