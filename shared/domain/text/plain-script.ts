/** Capital letters of Cyrillic and Greek that look like Latin ones. */
const likeLatin: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['АВЕЅІЈКМНОРСТУХҮҺԚԜ', 'ABESIJKMHOPCTYXYHQW'],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
  ].flatMap(([theirs = '', ours = '']) => [...theirs].map((letter, index) => [letter, ours.charAt(index)])),
);

/**
 * A text in plain capitals: without marks, in one width, and with Latin letters for those of other scripts that look like them.
 * For comparing; nobody reads it.
 */
export const plainScript = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    // Of the small letters, this one looks like another than its capital does.
    .replaceAll('ν', 'v')
    .toUpperCase()
    .replaceAll(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu, (letter) => likeLatin[letter] ?? letter);
