import type { ExportsDeps } from '#documents/exports.ts';

const [newline] = Buffer.from('\n');
const scheme = 'lines:';

/** In place of the bucket: what a table that is too large to be answered costs there is not measured, and its link says how long it is. */
export const countLines: ExportsDeps['begin'] = async () => {
  let lines = 0;
  return {
    async add(part) {
      for (const byte of part) if (byte === newline) lines += 1;
    },
    finish: async () => ({ url: `${scheme}${lines}`, endsAt: new Date(0).toISOString() }),
    abandon: async () => undefined,
  };
};

/** Rows of a table as a route answers it, but for its headings. */
export const rowsOf = (reply: { readonly file: { readonly content: string } } | { readonly body: object }): number => {
  if ('file' in reply) return reply.file.content.split('\r\n').length - 2;
  return 'url' in reply.body ? Number(String(reply.body.url).slice(scheme.length)) - 1 : 0;
};
