import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { DeployedFunction } from '../infra/local/template/deployment.ts';
import { benchFolder } from './deployed.ts';
import { milliseconds, type Times } from './measure.ts';

/** What a process loads, and what it then answers, if anything. */
export interface Started {
  readonly file: string;
  readonly handler?: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly event?: unknown;
}

const start = join(import.meta.dirname, 'cold', 'start.cjs');
/** As long as our functions have. */
const timeoutMs = 10_000;

/** The file that Lambda would load, which need not be all that the bundle is of. */
export function entryOf({ folder, Handler }: DeployedFunction): Pick<Started, 'file' | 'handler'> {
  const [file = 'index', handler = 'handler'] = Handler.split('.');
  const found = ['.cjs', '.js'].map((extension) => join(folder, file + extension)).find(existsSync);
  if (found === undefined) throw new Error(`The bundle in ${folder} has no ${file}`);
  return { file: found, handler };
}

/** Runs a script in a process whose output goes nowhere, and answers what it writes where only this reads. @throws with what went wrong */
export async function say(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<unknown> {
  const child = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const [, , stderr, said] = child.stdio;
  const ended = new Promise<number | null>((exited, failed) => child.once('exit', exited).once('error', failed));
  const [code, wrong, told] = await Promise.all([ended, text(stderr as never), text(said as never)]);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${wrong.slice(0, 2000)}`);
  return JSON.parse(told);
}

/** Writes what a process is to read. @returns where it stands */
export function written(name: string, text: string): string {
  mkdirSync(benchFolder, { recursive: true });
  const file = join(benchFolder, name);
  writeFileSync(file, text);
  return file;
}

/** A whole process, from nothing until it has loaded, and answered. */
export async function timesOf({ file, handler = 'handler', environment, event }: Started): Promise<Times> {
  const args = [start, file, handler];
  if (event !== undefined) args.push(written('event.json', JSON.stringify({ event, timeoutMs })));
  const before = performance.now();
  const used = await say(args, environment);
  return { wall: performance.now() - before, cpu: milliseconds(used as NodeJS.CpuUsage) };
}
