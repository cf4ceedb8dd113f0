import { type DocumentType, megabytes, typeOfBytes } from '#domain/documents/file-types.ts';

/** What is wrong with a file, or with sending it. */
export interface Fault {
  readonly text: string;
  /** Another form is needed: this one opens nothing more. */
  readonly isOver?: boolean;
}

const asked: Readonly<Record<DocumentType, string>> = {
  'application/pdf': 'a PDF',
  'image/jpeg': 'a photo that is a JPEG',
  'image/png': 'a picture that is a PNG',
};

const tooLarge = (most: number): Fault => ({ text: `The file must be ${megabytes(most)} at most` });
const empty: Fault = { text: 'The file is empty. Choose another' };

export const noFile: Fault = { text: 'Choose the file' };
export const unreadable: Fault = { text: 'The file cannot be read. Choose it again' };
export const noAnswer: Fault = { text: 'The file was not sent. Check that you are online, and upload it again' };

/** What is known of a file before it is sent. */
export interface ChosenFile {
  readonly size: number;
  readonly firstBytes: Uint8Array;
}

export interface Limits {
  readonly largestBytes: number;
  /** A {@link DocumentType}. */
  readonly type: string;
}

/** What the store would refuse, or the look at its bytes after that. */
export function faultOfFile({ size, firstBytes }: ChosenFile, { largestBytes, type }: Limits): Fault | undefined {
  if (size === 0) return empty;
  if (size > largestBytes) return tooLarge(largestBytes);
  const found = typeOfBytes(firstBytes);
  if (found === type) return undefined;
  const right = Object.entries(asked).find(([each]) => each === type)?.[1] ?? 'of the kind that you chose';
  return { text: `The file must be ${right}` };
}

/**
 * What the store of files says (Amazon S3 API reference, error responses): it refuses a form whose time has passed as one that may not be posted.
 *
 * @param xml - the body of its answer
 */
export function faultOfAnswer(status: number, xml: string, { largestBytes }: Limits): Fault | undefined {
  if (status >= 200 && status < 300) return undefined;
  const code = /<Code>(\w+)<\/Code>/.exec(xml)?.[1];
  if (code === 'EntityTooLarge') return tooLarge(largestBytes);
  if (code === 'EntityTooSmall') return empty;
  if (status === 403) return { text: 'The time to send the file has passed. Begin again', isOver: true };
  return { text: 'The file was not sent. Upload it again in a minute' };
}

/** As it is said aloud: by quarters, since a number that changes all the time drowns everything else. */
export const progressInWords = (percent: number): string =>
  `Sending the file: ${Math.min(100, Math.floor(percent / 25) * 25)}%`;
