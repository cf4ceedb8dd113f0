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
}

/** `site-1f2e3d4c.css`. */
const hashed = /-[0-9a-f]{8}\.\w+$/;

/** What pages are drawn with, as it lies beside the code. @param folder - read once, as the function starts */
export function readAssets(folder: string): Assets {
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
  const named = (ending: string): string => {
    const path = files.find((each) => each.startsWith('site-') && each.endsWith(ending));
    if (path === undefined) throw new Error(`There is no asset site-….${ending}`);
    return `/assets/${path}`;
  };
  return { find: (path) => assets.get(path), styles: named('.css'), script: named('.js') };
}
