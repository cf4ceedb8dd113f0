// Control and formatting characters hide what a name is; the others mean something to one file system or another.
const notInFilenames = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\\/:*?"<>|]+/gu;
const longestStem = 100;

/** A name that every system can save a file under, whatever text it was made of. */
function safeFilename(name: string): string {
  const readable = name.replaceAll(notInFilenames, ' ').replaceAll(/\s+/g, ' ');
  const [, stem = '', extension = ''] = /^(.*?)\s*(\.[A-Za-z0-9]{1,8})?$/.exec(readable) ?? [];
  // What begins with a dot is hidden, and some systems drop dots and spaces at the end.
  const shortened = [...stem.replace(/^[\s.]+/, '')].slice(0, longestStem).join('');
  return `${shortened.replace(/[\s.]+$/, '') || 'document'}${extension}`;
}

/** What `Content-Disposition` says of a file to be saved: its name both as every program reads it and as it is written (RFC 6266). */
export function attachment(filename: string): string {
  const name = safeFilename(filename);
  const inAscii = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^ -~]/gu, '-')
    .replaceAll('%', '-');
  const exact = encodeURIComponent(name).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${inAscii}"; filename*=UTF-8''${exact}`;
}
