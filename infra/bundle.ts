import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { siteFiles } from './site-files.ts';

const root = join(import.meta.dirname, '..');

/** In which each Lambda's bundle has a folder of its own. */
export const bundlesFolder = join(root, '.build', 'functions');

/** Where the bundle of each Lambda stands, by the Lambda's name. */
export const bundleFolder = (name: string): string => join(bundlesFolder, name);

/**
 * The SDK only reaches for these through `import()` when the environment holds no credentials, which Lambda's always does.
 * They are a third of the bundle.
 */
const neverReachedOnLambda = [
  ...['ini', 'sso', 'process', 'web-identity', 'login', 'http'].map((name) => `@aws-sdk/credential-provider-${name}`),
  '@smithy/credential-provider-imds',
];

/**
 * What pdfkit reads fonts with brings half a megabyte of this to open WOFF2 fonts, which ours are not. It asks for it as it
 * loads, so that something must stand in its place.
 */
const neverReachedInFonts = { 'brotli/decompress.js': 'node:zlib' };

/** `functions/bookings/public.entry.ts` is the Lambda `bookings-public`. */
export function lambdaEntries(): { readonly name: string; readonly file: string }[] {
  return globSync('functions/*/*.entry.ts', { cwd: root })
    .sort()
    .map((file) => {
      const [, area, entry] = file.split(/[\\/]/);
      return { name: `${area}-${entry?.replace('.entry.ts', '')}`, file: join(root, file) };
    });
}

/** How a bundle is made. CommonJS, since it loads faster than ESM does (docs/adr/0004). */
export const lambdaBundle = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  external: neverReachedOnLambda,
  alias: neverReachedInFonts,
  loader: { '.ttf': 'binary' },
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  // CommonJS has no import.meta, and pdfkit asks for this as it loads.
  define: { 'import.meta.url': 'bundleUrl', 'import.meta.dirname': '__dirname' },
  banner: { js: "const bundleUrl=require('node:url').pathToFileURL(__filename).href;" },
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** What else lies in the folder of a bundle would be deployed too, and Lambda loads an index.js before an index.cjs. */
export function removeAllBut(made: readonly string[], folder: string): void {
  for (const file of globSync('*/**', { cwd: folder })) {
    const path = join(folder, file);
    if (!made.some((each) => each === path || each.startsWith(`${path}${sep}`)))
      rmSync(path, { recursive: true, force: true });
  }
}

/** Bundles every Lambda in one go. */
export function bundleLambdas(): void {
  const { outputFiles } = buildSync({
    ...lambdaBundle,
    entryPoints: lambdaEntries().map(({ name, file }) => ({ in: file, out: join(name, 'index') })),
    outdir: bundlesFolder,
    // Says what it is wherever it lies: the folder above may hold a package of ES modules.
    outExtension: { '.js': '.cjs' },
    write: false,
  });
  const pages = join(bundleFolder('website-pages'), 'assets');
  const assets = [...siteFiles()].map(([name, contents]) => ({ path: join(pages, name), contents }));
  const files = [...outputFiles, ...assets];
  for (const { path, contents } of files) {
    // What is unchanged is left alone: another process may be reading it.
    if (existsSync(path) && readFileSync(path).equals(contents)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
  removeAllBut(
    files.map(({ path }) => path),
    bundlesFolder,
  );
}
