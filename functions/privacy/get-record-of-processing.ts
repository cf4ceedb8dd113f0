import type { UseCase } from '#http/use-case.ts';
import { htmlOf } from '#privacy/page.ts';
import type { RecordOfProcessing } from '#privacy/processing.ts';
import { recordOfProcessingPage } from '#privacy/record-page.ts';
import type { privacy } from './contract.ts';

export const createGetRecordOfProcessing =
  ({
    recordOf,
  }: {
    readonly recordOf: () => Promise<RecordOfProcessing>;
  }): UseCase<typeof privacy.routes.getRecordOfProcessing> =>
  async (_input, { accepts }) => {
    const record = await recordOf();
    return accepts === 'text/html'
      ? { status: 200, file: { mediaType: accepts, content: htmlOf(recordOfProcessingPage(record)) } }
      : { status: 200, body: record };
  };
