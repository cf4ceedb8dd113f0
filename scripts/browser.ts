import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const root = join(import.meta.dirname, '..');
const systemChromium = '/usr/bin/chromium';
const args = ['--no-sandbox'];

/** Whether there is a browser here: one of the system, or the one that npm brings for x64 alone. */
export const hasBrowser = existsSync(systemChromium) || (process.platform === 'linux' && process.arch === 'x64');

/** The one from npm, unpacked once, with the libraries that a machine may lack. */
async function unpacked() {
  const { default: bundled, inflate } = await import('@sparticuz/chromium');
  const packed = join(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '../../bin');
  const folder = join(root, '.build', 'chromium');
  if (!existsSync(folder)) {
    // Apart, and put in its place whole: another process may be doing the same, and what is being written cannot be started.
    const own = `${folder}-${process.pid}`;
    mkdirSync(own, { recursive: true });
    // It unpacks into the folder of temporary files, and takes whatever lies there under its name, of whichever version.
    process.env.TMPDIR = own;
    await bundled.executablePath();
    await inflate(join(packed, 'al2023.tar.br'));
    try {
      renameSync(own, folder);
    } catch {
      rmSync(own, { recursive: true, force: true });
    }
  }
  process.env.TMPDIR = folder;
  const executablePath = join(folder, 'chromium');
  // Its own names folders of Lambda and of `/tmp` alone: without any font the browser ends itself.
  const fonts = join(folder, 'fonts.conf');
  const named = `<dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir>`;
  writeFileSync(fonts, `<?xml version="1.0"?><fontconfig>${named}</fontconfig>`);
  const env = { ...process.env, LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_FILE: fonts };
  return { executablePath, env: env as Record<string, string> };
}

export const startBrowser = async (): Promise<Browser> =>
  chromium.launch({ args, ...(existsSync(systemChromium) ? { executablePath: systemChromium } : await unpacked()) });
