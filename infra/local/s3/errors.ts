/** A refusal as S3 words it (Amazon S3 API reference, error responses). */
export class S3Error extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const accessDenied = (why = 'Access Denied') => new S3Error(403, 'AccessDenied', why);
