export interface Signature {
  /** Tells which function is calling: each has its own. */
  readonly accessKeyId: string;
  readonly service: string;
}

const credential = /Credential=([^/]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/;

/** Who signed a call and for which service, from the header of Signature Version 4. The signature itself is not checked here. */
export function readSignature(authorization: string | undefined): Signature | undefined {
  const [, accessKeyId, service] = credential.exec(authorization ?? '') ?? [];
  return accessKeyId !== undefined && service !== undefined ? { accessKeyId, service } : undefined;
}
