// npm leaves packages for other platforms out of the lock file where it cannot see them, or has already installed its own (npm/cli#4828); `npm ci`
// then refuses the lock file everywhere. Their versions are exact, so they can be written without asking anybody.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(import.meta.dirname, '..', 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));

const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

const added = [];
for (const parent of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const words = name.split(/[/@-]/);
    const system = systems.find((known) => words.includes(known));
    const path = `node_modules/${name}`;
    if (system === undefined || lock.packages[path] || !/^\d/.test(version)) continue;
    const processor = processors.find((known) => words.includes(known));
    lock.packages[path] = {
      version,
      ...(processor && { cpu: [processor] }),
      ...(parent.dev && { dev: true }),
      optional: true,
      os: [system],
    };
    added.push(name);
  }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? 'The lock file was complete.' : `Added ${added.join(', ')}`);
