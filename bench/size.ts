import { buildSync } from 'esbuild';
import { lambdaBundle, lambdaEntries } from '../infra/bundle.ts';
import type { Row } from './measure.ts';

const packageOf = (file: string): string | undefined => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];

/** What carries fonts, and what knows every type of media there is: named apart, since it is data more than it is code. */
const heavy: Readonly<Record<string, string>> = {
  nodemailer: 'MIME',
  'dejavu-fonts-ttf': 'fonts',
  fontkit: 'fonts',
  pdfkit: 'fonts',
  restructure: 'fonts',
  'unicode-properties': 'fonts',
  'unicode-trie': 'fonts',
  linebreak: 'fonts',
};

/** What a file of a bundle is counted as. */
function shareOf(file: string): string {
  const name = packageOf(file);
  if (name === undefined) return 'ours';
  return /^@(aws-sdk|smithy)\//.test(name) ? 'sdk' : (heavy[name] ?? 'ours');
}

/** How large what we bring to each function is: ours, and all that we build on but the SDK. */
export async function* measureSize(): AsyncGenerator<Row> {
  for (const { name, file } of lambdaEntries()) {
    const { metafile } = buildSync({
      ...lambdaBundle,
      entryPoints: [file],
      write: false,
      metafile: true,
      outdir: 'never-written',
    });
    const shares = new Map<string, number>();
    for (const { inputs } of Object.values(metafile.outputs)) {
      for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
        const share = shareOf(input);
        shares.set(share, (shares.get(share) ?? 0) + bytesInOutput / 1024);
      }
    }
    const all = [...shares.values()].reduce((sum, size) => sum + size, 0);
    const note = `${all.toFixed(0)} KB in all`;
    const against = 'the limit beside the SDK';
    yield { what: `size of ${name}`, against, value: shares.get('ours') ?? 0, atMost: 200, unit: 'KB', note };
    for (const share of new Set(Object.values(heavy))) {
      const value = shares.get(share);
      if (value !== undefined)
        yield { what: `size of ${name}: ${share}`, against: 'nothing, named apart', value, unit: 'KB' };
    }
  }
}
