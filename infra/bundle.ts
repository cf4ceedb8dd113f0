import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** Where the bundle of each Lambda stands, by the Lambda's name. */
export const bundleFolder = (name: string): string => join(root, '.build', 'functions', name);

/**
 * The SDK only reaches for these through `import()` when the environment holds no credentials, which Lambda's always does.
 * They are a third of the bundle.
 */
const neverReachedOnLambda = ['ini', 'sso', 'process', 'web-identity', 'login'].map(
  (provider) => `@aws-sdk/credential-provider-${provider}`,
);

/** `functions/bookings/public.entry.ts` is the Lambda `bookings-public`. */
export function lambdaEntries(): { readonly name: string; readonly file: string }[] {
  return globSync('functions/*/*.entry.ts', { cwd: root })
    .sort()
    .map((file) => {
      const [, area, entry] = file.split(/[\\/]/);
      return { name: `${area}-${entry?.replace('.entry.ts', '')}`, file: join(root, file) };
    });
}

/** Bundles every Lambda in one go. CommonJS, since it loads faster than ESM does (docs/adr/0004). */
export function bundleLambdas(): void {
  const { outputFiles } = buildSync({
    entryPoints: lambdaEntries().map(({ name, file }) => ({ in: file, out: join(name, 'index') })),
    outdir: join(root, '.build', 'functions'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // Says what it is wherever it lies: the folder above may hold a package of ES modules.
    outExtension: { '.js': '.cjs' },
    mainFields: ['module', 'main'],
    external: neverReachedOnLambda,
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  });
  for (const { path, contents } of outputFiles) {
    // What is unchanged is left alone: another process may be reading it.
    if (existsSync(path) && readFileSync(path).equals(contents)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
}
