import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { compileString } from 'sass';
import { faultsOfLook } from '#domain/look.ts';
import type { Hub } from '#hub/hub.ts';
import { allHubs } from '#hub/hubs.ts';

const root = join(import.meta.dirname, '..');
const sources = join(root, 'functions', 'website', 'browser');
const nhsuk = dirname(createRequire(import.meta.url).resolve('nhsuk-frontend/package.json'));

const hashOf = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex').slice(0, 8);

/** Of whom pages are drawn: what they show of a hub. */
type Shown = Pick<Hub, 'id' | 'look'>;

/** Takes a second and a half: made anew where the styles, the hub's colours or the design system are others. */
function stylesOf({ look: { brandColour, linkColour, buttonColour } }: Shown): string {
  const source = `@use "site" with ($brand-colour: ${brandColour}, $link-colour: ${linkColour}, $button-colour: ${buttonColour});`;
  const all = [join(nhsuk, 'package.json'), join(sources, 'site.scss')].map((file) => readFileSync(file, 'utf8'));
  const kept = join(root, '.build', 'site', `${hashOf(source + all.join(''))}.css`);
  if (!existsSync(kept)) {
    const { css } = compileString(source, {
      loadPaths: [sources, join(nhsuk, '..')],
      style: 'compressed',
      quietDeps: true,
    });
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

/**
 * How a hub's pages look, by the hub's id and what is in each file.
 *
 * @throws where people could not read them
 */
function lookOf(hub: Shown, hubs: string): readonly (readonly [name: string, content: Buffer])[] {
  const { id, look } = hub;
  const faults = faultsOfLook(look);
  if (faults.length > 0) throw new Error(`The look of ${id}: ${faults.join('; ')}`);
  const css = Buffer.from(stylesOf(hub));
  const styles = [`${id}-${hashOf(css)}.css`, css] as const;
  if (!look.logo) return [styles];
  const logo = readFileSync(join(hubs, id, look.logo.file));
  return [styles, [`${id}-${hashOf(logo)}.svg`, logo]];
}

/**
 * What pages are drawn with, by the name under which it leaves: styles, logo and script by what is in them, so that they are kept for good.
 *
 * @param hubs - the folder in which each hub has its own, by its id
 */
export function siteFiles(
  shown: readonly Shown[] = allHubs,
  hubs = join(root, 'shared', 'hub'),
): ReadonlyMap<string, Buffer> {
  const js = script();
  const looks = shown.flatMap((hub) => lookOf(hub, hubs));
  const images = join(nhsuk, 'dist', 'nhsuk', 'assets', 'images');
  // Not the logo of the NHS, which stands there, too.
  const icons = readdirSync(images).filter((name) => looks.some(([, content]) => content.includes(`images/${name}`)));
  return new Map([
    ...looks,
    [`site-${hashOf(js)}.js`, Buffer.from(js)],
    ...icons.map((name) => [`images/${name}`, readFileSync(join(images, name))] as const),
  ]);
}
