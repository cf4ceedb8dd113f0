/** Where the pages on which people sign in lead back to: they lead nowhere else. */
export const pathOfSignedIn = '/signed-in';
export const pathOfSignedOut = '/signed-out';
