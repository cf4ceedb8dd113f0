/** Something that the person at the keyboard can put right: shown as one sentence, without a stack. */
export class StartFault extends Error {
  override readonly name = 'StartFault';
}

interface SystemError extends Error {
  readonly code?: string;
}

const sentences: Readonly<Record<string, (path: string) => string>> = {
  ENOSPC: (path) => `The disk is full: nothing more can be kept in ${path}`,
  ENOTDIR: (path) => `${path} is no folder, nor can it be one`,
  EEXIST: (path) => `${path} is no folder, nor can it be one`,
  EACCES: (path) => `${path} may not be written to`,
  EROFS: (path) => `${path} is on a disk that may not be written to`,
  SQLITE_FULL: (path) => `The disk is full: nothing more can be kept in ${path}`,
};

/** An error of the operating system in a sentence, or none where it is not one that a person can put right. */
export function inOneSentence(error: unknown, stateDir: string): string | undefined {
  if (error instanceof StartFault) return error.message;
  if (!(error instanceof Error)) return undefined;
  const { code = '', message } = error as SystemError;
  if (code.startsWith('ERR_PARSE_ARGS_')) return message.split('. To specify')[0];
  if (/database or disk is full/i.test(message)) return sentences.SQLITE_FULL?.(stateDir);
  if (/disk I\/O error/i.test(message)) return `The disk of ${stateDir} is full or failing: nothing can be kept there`;
  return sentences[code]?.(stateDir);
}
