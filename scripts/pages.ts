import { join } from 'node:path';
import { ask, endWith } from '../infra/local/running.ts';
import { hasBrowser, startBrowser } from './browser.ts';
import { takePictures } from './pictures/take.ts';

/** Pictures of the pages of the platform that runs on this machine, as it is seeded, for docs/pages. A nurse books a place meanwhile. */
if (!hasBrowser) endWith('There is no browser here: npm brings one for Linux on x64, elsewhere install Chromium');
const { url } = await ask('/');
const browser = await startBrowser();
try {
  await takePictures(browser, new URL(url).origin, join(import.meta.dirname, '..', 'docs', 'pages'));
} finally {
  await browser.close();
}
