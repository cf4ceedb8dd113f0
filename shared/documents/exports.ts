import { OutOfTimeError } from '#platform/errors.ts';
import { hasTime, type Work } from '#platform/work.ts';

/**
 * In bytes: 4 MB. Lambda answers 6 MB at most, and what it answers is text in JSON, in which each quote and each end of a line
 * takes twice its room; a table of which so much is made there is written to the bucket sooner.
 */
const mostAnswered = 4 * 1024 * 1024;
const mostAsJson = 5.5 * 1024 * 1024;

/** In bytes: 5 MiB. S3 takes no smaller part but the last one (Amazon S3 user guide, multipart upload limits). */
const partBytes = 5 * 1024 * 1024;

/** Where a file lies, and until when it can be opened there. */
export interface ExportLink {
  readonly url: string;
  readonly endsAt: string;
}

/** A file that comes into being by its parts. */
export interface Upload {
  /** The part is the caller's again once this is done. */
  add(part: Uint8Array, work: Work): Promise<void>;
  finish(work: Work): Promise<ExportLink>;
  /** Leaves nothing of it. */
  abandon(): Promise<void>;
}

export interface ExportsDeps {
  readonly begin: (filename: string, work: Work) => Promise<Upload>;
}

export interface Exports {
  /**
   * What is written, where it is small enough to be answered, and otherwise the link to it: then it is written to the documents'
   * bucket, part by part, so that no more than one part of it is held at any time.
   *
   * @param chunks - of the file, read within the bounds that they are given: time is kept back in which to abandon it
   * @throws OutOfTimeError where the work's time does not suffice; whatever is thrown, what was not finished is abandoned
   */
  write(filename: string, chunks: (within: Work) => AsyncIterable<string>, work: Work): Promise<Written>;
}

export type Written = { readonly content: string } | { readonly link: ExportLink };

/** Ended by the deadline, and not only when the function is about to be stopped. */
const endingInTime = ({ signal, deadline }: Work): Work => ({
  signal: AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, Math.floor(deadline - performance.now())))]),
  deadline,
});

const bytesAsJson = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2;

/** One part at a time, sent when it is full. */
function createParts(begin: () => Promise<Upload>) {
  const part = Buffer.allocUnsafe(partBytes);
  let held = 0;
  let upload: Upload | undefined;

  async function send(within: Work): Promise<void> {
    upload ??= await begin();
    await upload.add(part.subarray(0, held), within);
    held = 0;
  }

  return {
    async write(text: string, within: Work): Promise<void> {
      const bytes = Buffer.from(text);
      for (let from = 0; from < bytes.length; ) {
        const copied = bytes.copy(part, held, from);
        held += copied;
        from += copied;
        if (held === partBytes) await send(within);
      }
    },
    /** All of it, while nothing was sent. */
    content: () => part.toString('utf8', 0, held),
    async finish(within: Work): Promise<ExportLink> {
      if (held > 0) await send(within);
      if (!upload) throw new Error('Nothing was written');
      return upload.finish(within);
    },
    // What cannot be abandoned now, the bucket abandons in a day.
    abandon: () => upload?.abandon().catch(() => undefined),
  };
}

export const createExports = ({ begin }: ExportsDeps): Exports => ({
  async write(filename, chunks, work) {
    const within = endingInTime(work);
    const parts = createParts(() => begin(filename, within));
    let [written, asJson] = [0, 0];
    try {
      for await (const chunk of chunks(within)) {
        if (!hasTime(work)) throw new OutOfTimeError('the table is longer than the time for it');
        await parts.write(chunk, within);
        written += Buffer.byteLength(chunk);
        if (written <= mostAnswered) asJson += bytesAsJson(chunk);
      }
      if (written <= mostAnswered && asJson <= mostAsJson) return { content: parts.content() };
      return { link: await parts.finish(within) };
    } catch (error) {
      await parts.abandon();
      // A timer may be early by a part of a millisecond.
      const isInTime = hasTime(work) && !within.signal.aborted;
      if (isInTime || error instanceof OutOfTimeError) throw error;
      throw new OutOfTimeError('the time for the table ended', { cause: error });
    }
  },
});
