import { createExports, type Exports, type Upload } from '#documents/exports.ts';

/** Where tables are written that are too large to be answered, in memory: what was sent, and what became of each. */
export function createTestUploads() {
  const uploads: { readonly filename: string; readonly parts: Buffer[]; state: 'open' | 'finished' | 'abandoned' }[] =
    [];
  return {
    uploads,
    async begin(filename: string): Promise<Upload> {
      const upload: (typeof uploads)[number] = { filename, parts: [], state: 'open' };
      uploads.push(upload);
      return {
        // A copy, since the part is the writer's again.
        add: async (part) => void upload.parts.push(Buffer.from(part)),
        finish: async () => {
          upload.state = 'finished';
          return { url: `https://bucket.example/exports/${uploads.length}.csv`, endsAt: '2027-01-04T09:01:00.000Z' };
        },
        abandon: async () => {
          upload.state = 'abandoned';
        },
      };
    },
  };
}

/** For who writes no table of that size. */
export const testExports = (): Exports => createExports(createTestUploads());
