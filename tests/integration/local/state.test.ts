import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openState } from '../../../infra/local/state.ts';

describe('the state folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hub-state-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps what it was given over a restart, until it is asked to forget', () => {
    const first = openState(folder, false);
    first.set('name', 'value');
    first.close();
    const second = openState(folder, false);
    expect(second.get('name')).toBe('value');
    second.close();
    const fresh = openState(folder, true);
    expect(fresh.get('name')).toBeUndefined();
    fresh.close();
  });

  it.each([false, true])('is refused to a second platform, whether it asks to forget (%s) or not', (fresh) => {
    const state = openState(folder, false);
    state.set('name', 'value');
    expect(() => openState(folder, fresh)).toThrow(`Another platform keeps its state in ${folder}`);
    expect(state.get('name')).toBe('value');
    state.close();
  });

  it('forgets nothing of somebody else’s', () => {
    writeFileSync(join(folder, 'thesis.txt'), 'ten years');
    openState(folder, true).close();
    expect(readFileSync(join(folder, 'thesis.txt'), 'utf8')).toBe('ten years');
  });

  it('can be forgotten when it is broken', () => {
    writeFileSync(join(folder, 'platform.db'), 'this is no database, and long enough to be seen as none'.repeat(99));
    expect(() => openState(folder, false)).toThrow('not a database');
    openState(folder, true).close();
    expect(existsSync(join(folder, 'platform.db'))).toBe(true);
  });

  it('keeps all of what belongs together, or nothing', () => {
    const state = openState(folder, false);
    expect(() =>
      state.together(() => {
        state.set('name', 'value');
        throw new Error('half-way');
      }),
    ).toThrow('half-way');
    expect(state.get('name')).toBeUndefined();
    state.close();
  });
});
