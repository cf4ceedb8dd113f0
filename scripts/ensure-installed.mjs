// Runs before `npm start` and `npm test` on whatever Node the reader has (20 or newer), so it uses nothing installed.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname ?? '.', '..');
const lockFile = join(root, 'package-lock.json');
// npm writes this file last, so it is there only after an install that finished.
const installedMarker = join(root, 'node_modules', '.package-lock.json');
const lambdaNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const installed =
  existsSync(installedMarker) &&
  statSync(installedMarker).mtimeMs >= statSync(lockFile).mtimeMs &&
  existsSync(lambdaNode);

if (!installed) {
  console.log('Installing the pinned packages (npm ci), once…');
  const { status } = spawnSync('npm', ['ci', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(
      'npm ci failed: see the lines above. Node 20 or newer and npm are needed, and the npm registry must be reachable.',
    );
    process.exit(status ?? 1);
  }
  if (!existsSync(lambdaNode)) {
    console.error(
      'The "node" package did not bring its binary: npm may be set to ignore install scripts. Run: npm rebuild node',
    );
    process.exit(1);
  }
}
