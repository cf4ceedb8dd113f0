import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setImmediate as aMoment } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import type { FromThread } from '../../../infra/local/lambda/protocol.ts';
import { createThreads } from '../../../infra/local/lambda/threads.ts';

it('keep a thread for the next platform, however often, and hear of its end once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'threads-'));
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(join(folder, 'index.cjs'), 'let asked = 0; exports.handler = async () => ++asked;');
  const warned: string[] = [];
  const warns = ({ name }: Error) => void warned.push(name);
  process.on('warning', warns);
  onTestFinished(() => {
    process.off('warning', warns);
    rmSync(folder, { recursive: true });
  });
  const settings = {
    folder,
    handler: 'index.handler',
    functionName: 'f',
    functionArn: 'arn:f',
    memorySize: 512,
    environment: {},
    clockOffset: new SharedArrayBuffer(8),
    logFile: join(folder, 'log'),
  };
  const threads = createThreads(1);
  const log = new PassThrough();
  for (let platform = 0; platform < 12; platform += 1) {
    const answered = Promise.withResolvers<FromThread>();
    const thread = threads.load(settings, log, {
      heard: (message) => typeof message === 'object' && answered.resolve(message),
      ended: (why) => answered.reject(why ?? new Error('It ended')),
    });
    thread.post({ invoke: { id: 1, event: '{}', requestId: 'r', timeoutMs: 1000 } });
    // What one platform left in it, the next does not find.
    expect(await answered.promise).toEqual({ id: 1, ok: true, payload: '1' });
    await thread.giveBack();
  }
  await aMoment();
  expect(warned).toEqual([]);
});
