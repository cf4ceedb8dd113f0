import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

export interface Asset {
  readonly type: string;
  readonly content: string;
  /** Whether its name changes with what is in it. */
  readonly isHashed: boolean;
}

export interface Assets {
  /** By path below `/assets/`. */
  find(path: string): Asset | undefined;
  readonly styles: string;
  readonly script: string;
  /** None where the hub has none. */
  readonly logo?: string | undefined;
}

/** `site-1f2e3d4c.css`. */
const hashed = /-[0-9a-f]{8}\.\w+$/;

/**
 * What pages are drawn with, as it lies beside the code.
 *
 * @param folder - read once, as the function starts
 * @param hub - the id of the one whose pages they are
 */
export function readAssets(folder: string, hub: string): Assets {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.\w+$/.test(path));
  const assets = new Map(
    files.map((path) => [
      path,
      {
        type: types[path.split('.').at(-1) ?? ''] ?? 'text/plain; charset=utf-8',
        content: readFileSync(join(folder, path), 'utf8'),
        isHashed: hashed.test(path),
      },
    ]),
  );
  /** `site-1f2e3d4c.js` is named `site`. */
  const named = (name: string, ending: string): string | undefined => {
    const path = files.find((each) => each.endsWith(ending) && each.replace(hashed, '') === name);
    return path === undefined ? undefined : `/assets/${path}`;
  };
  const [styles, script] = [named(hub, '.css'), named('site', '.js')];
  if (styles === undefined || script === undefined) throw new Error(`There is nothing to draw pages of ${hub} with`);
  return { find: (path) => assets.get(path), styles, script, logo: named(hub, '.svg') };
}
