/**
 * Patterns of text: what a schema refuses, and for the API's document the same as every program that reads patterns can.
 */

const controls = '\\u{0}-\\u{8}\\u{B}\\u{C}\\u{E}-\\u{1F}\\u{7F}-\\u{9F}';
/** Half a character, and what is left of bytes that were no UTF-8. */
const broken = '\\u{D800}-\\u{DFFF}\\u{FFFD}';
const otherLineEnds = '\\u{2028}\\u{2029}';
/** They turn the order of what follows around: `evil\u{202E}fdp.exe` reads as `evilexe.pdf`. */
const reversing = '\\u{202A}-\\u{202E}\\u{2066}-\\u{2069}';
/** Letters that nobody sees: text for machines within text for people. */
const tags = '\\u{E0000}-\\u{E0FFF}';
const byteOrderMark = '\\u{FEFF}';
const neverShown = controls + broken + otherLineEnds + reversing + tags + byteOrderMark;

/**
 * What takes no place on a page. In longer text some of it has a use (a soft hyphen, what joins an emoji); in a name it only
 * makes two names look the same. The selectors that make an emoji coloured are left out: they follow what is seen.
 */
const invisible =
  '\\u{AD}\\u{34F}\\u{61C}\\u{115F}\\u{1160}\\u{17B4}\\u{17B5}\\u{180B}-\\u{180F}\\u{200B}-\\u{200F}\\u{2060}-\\u{2065}\\u{206A}-\\u{206F}\\u{2800}\\u{3164}\\u{FFA0}\\u{FFF0}-\\u{FFF8}';
/**
 * Where a joiner is part of how something is written: between the parts of one emoji, after a virama in the scripts of India
 * and Sri Lanka, and within a Persian word (as in names of the internet: RFC 5892, appendix A).
 */
const joiners = [
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\u{FE0F}])\\u{200D}(?=\\p{Extended_Pictographic})',
  '(?<=[\\u{94D}\\u{9CD}\\u{A4D}\\u{ACD}\\u{B4D}\\u{BCD}\\u{C4D}\\u{CCD}\\u{D4D}\\u{DCA}\\u{1039}])[\\u{200C}\\u{200D}]',
  '(?<=\\p{Script=Arabic})\\u{200C}(?=\\p{Script=Arabic})',
].join('|');
const selectors = '\\u{FE00}-\\u{FE0F}';

/** Text that can be shown, on as many lines as it likes. */
export const showable = new RegExp(`^[^${neverShown}]*$`, 'u');
/** The same on one line, without anything that cannot be seen. */
export const showableLine = new RegExp(`^(?:[^${neverShown}${invisible}\\t\\n\\r]|${joiners})*$`, 'u');
/** Of which something is seen. */
export const somethingSeen = new RegExp(`[^\\s${neverShown}${invisible}${selectors}]`, 'u');

/**
 * Endings of addresses that mail programs turn into links where they stand without `https://`, and that people who send
 * unwanted mail use. Not IANA's whole list: that has surnames in it, and words.
 */
const endings = [
  ...['com', 'net', 'org', 'info', 'biz', 'edu', 'gov', 'mil', 'int', 'eu', 'uk', 'ie', 'us', 'ca', 'au', 'nz', 'in'],
  ...['fr', 'de', 'nl', 'be', 'ch', 'at', 'es', 'pt', 'it', 'pl', 'cz', 'ro', 'ru', 'su', 'ua', 'by', 'tr', 'cn', 'jp'],
  ...['br', 'za', 'ng', 'ke', 'co', 'io', 'ai', 'gg', 'ly', 'tk', 'ml', 'ga', 'gq', 'cf', 'cc', 'ws', 'to', 'sh', 'tv'],
  ...['xyz', 'online', 'site', 'website', 'shop', 'store', 'app', 'dev', 'link', 'click', 'live', 'top', 'club', 'icu'],
  ...[
    'zip',
    'mov',
    'vip',
    'fun',
    'space',
    'cloud',
    'tech',
    'pro',
    'win',
    'bid',
    'loan',
    'page',
    'buzz',
    'cyou',
    'rest',
  ],
];

/** `com` in whatever case, for a pattern that has no flags to say so. */
const anyCase = (word: string): string => [...word].map((c) => `[${c}${c.toUpperCase()}]`).join('');

const linkLike = [
  '[:]\\/\\/',
  `${anyCase('www')}\\.`,
  `(?:${['mailto', 'javascript', 'data', 'tel', 'sms'].map(anyCase).join('|')}):\\S`,
  '\\S@\\S',
  // An initial and a short surname, `X.Li` or `J.To`, are no address: there, one letter stands before the dot.
  `[\\p{L}\\p{N}_-]{2}\\.(?:${endings.map(anyCase).join('|')})(?![\\p{L}\\p{N}])`,
  `(?:^|[^\\p{L}\\p{N}.])[a-z0-9]\\.(?:${endings.join('|')})(?![\\p{L}\\p{N}])`,
].join('|');

/** Text in which no mail program finds a link. */
export const withoutLinks = new RegExp(`^(?![\\s\\S]*(?:${linkLike}))`, 'u');

/** Without what only JavaScript's flag `u` can say. */
const portable = (classes: string): string =>
  classes
    .replaceAll(/\\u\{(D800|E0000)\}-\\u\{\w+\}/g, '')
    .replaceAll(/\\u\{(\w+)\}/g, (_, hex: string) => `\\u${hex.padStart(4, '0')}`);

const wordCharacters = 'A-Za-z0-9\\u00C0-\\u1FFF\\u2C00-\\uD7FF';

/**
 * By the pattern of ours, one that any program compiles. They differ in what is rare: joiners are refused altogether, tags are
 * not named, and what is a letter is said in ranges.
 */
export const publishedPatterns: ReadonlyMap<string, string> = new Map([
  [showable.source, `^[^${portable(neverShown)}]*$`],
  [showableLine.source, `^[^${portable(neverShown + invisible)}\\u200C\\u200D\\t\\n\\r]*$`],
  [somethingSeen.source, `[^\\s${portable(neverShown + invisible + selectors)}]`],
  [withoutLinks.source, withoutLinks.source.replaceAll('\\p{L}\\p{N}', wordCharacters)],
]);
