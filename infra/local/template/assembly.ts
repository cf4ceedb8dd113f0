import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { StartFault } from '../fault.ts';
import { dropOldest, use } from './assembly-cache.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>> | undefined;
}

export interface StackTemplate {
  readonly stack: string;
  readonly resources: Readonly<Record<string, Resource>>;
  /** Values by the names under which other stacks read them. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface Assembly {
  readonly templates: readonly StackTemplate[];
  /** The folder of a code asset, by its hash. */
  readonly assets: ReadonlyMap<string, string>;
}

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() }),
  ),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
});
const AssetManifest = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string().optional() }) })).default({}),
});

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** Reads a cloud assembly as `cdk synth` leaves it. */
export function readAssembly(folder: string): Assembly {
  const files = readdirSync(folder);
  const templates = files
    .filter((file) => file.endsWith('.template.json'))
    .map((file): StackTemplate => {
      const template = Template.parse(readJson(join(folder, file)));
      return {
        stack: file.replace('.template.json', ''),
        resources: template.Resources,
        outputs: Object.fromEntries(Object.entries(template.Outputs).map(([name, { Value }]) => [name, Value])),
      };
    });
  const assets = new Map<string, string>();
  for (const file of files.filter((name) => name.endsWith('.assets.json'))) {
    for (const [hash, { source }] of Object.entries(AssetManifest.parse(readJson(join(folder, file))).files)) {
      if (source.path !== undefined) assets.set(hash, join(folder, source.path));
    }
  }
  return { templates, assets };
}

const sources = [
  'infra/**/*.ts',
  'functions/**/*.{ts,tsx,scss}',
  'shared/**/*.{ts,svg}',
  'package-lock.json',
  'cdk.json',
];

function hashOfSources(root: string, stage: string): string {
  const hash = createHash('sha256').update(stage);
  const files = globSync(sources, { cwd: root }).filter((file) => !file.startsWith(join('infra', 'local')));
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 24);
}

function runApp(root: string, folder: string): Promise<void> {
  return new Promise((done, failed) => {
    const app = spawn(process.execPath, ['infra/app.ts'], { cwd: root, env: { ...process.env, CDK_OUTDIR: folder } });
    let output = '';
    for (const stream of [app.stdout, app.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    app.on('exit', (code) => {
      if (code === 0) done();
      else failed(new StartFault(`The stacks could not be synthesized: ${output.trim()}`));
    });
  });
}

/** The folder of the synthesized stacks: made now, or found as it was made from the very same sources. */
export async function synthesize(root: string, report: (line: string) => void): Promise<string> {
  const cache = join(root, '.build', 'assemblies');
  const folder = join(cache, hashOfSources(root, process.env.HUB_STAGE ?? 'dev'));
  if (use(folder)) return folder;
  report('Synthesizing the stacks and bundling the functions…');
  const inMaking = `${folder}.${process.pid}`;
  mkdirSync(inMaking, { recursive: true });
  await runApp(root, inMaking);
  try {
    renameSync(inMaking, folder);
  } catch (error) {
    // Another process made the very same at the same time.
    if (!existsSync(folder)) throw error;
    rmSync(inMaking, { recursive: true, force: true });
  }
  use(folder);
  dropOldest(cache);
  return folder;
}
