import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { compile } from 'sass';

const root = join(import.meta.dirname, '..');
const sources = join(root, 'functions', 'website', 'browser');
const nhsuk = dirname(createRequire(import.meta.url).resolve('nhsuk-frontend/package.json'));

const hashOf = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex').slice(0, 8);

/** Takes a second and a half: made anew where the styles, or the design system, are others. */
function styles(): string {
  const source = join(sources, 'site.scss');
  const version = readFileSync(join(nhsuk, 'package.json'), 'utf8');
  const kept = join(root, '.build', 'site', `${hashOf(version + readFileSync(source, 'utf8'))}.css`);
  if (!existsSync(kept)) {
    const { css } = compile(source, { loadPaths: [join(nhsuk, '..')], style: 'compressed', quietDeps: true });
    mkdirSync(dirname(kept), { recursive: true });
    writeFileSync(kept, css);
  }
  return readFileSync(kept, 'utf8');
}

function script(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(sources, 'site.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    legalComments: 'none',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** What pages are drawn with, by the name under which it leaves: styles and script by what is in them, so that they are kept for good. */
export function siteFiles(): ReadonlyMap<string, Buffer> {
  const [css, js] = [styles(), script()];
  const images = join(nhsuk, 'dist', 'nhsuk', 'assets', 'images');
  // Not the logo of the NHS, which stands there, too.
  const icons = readdirSync(images).filter((name) => css.includes(`images/${name}`));
  return new Map([
    [`site-${hashOf(css)}.css`, Buffer.from(css)],
    [`site-${hashOf(js)}.js`, Buffer.from(js)],
    ...icons.map((name) => [`images/${name}`, readFileSync(join(images, name))] as const),
  ]);
}
