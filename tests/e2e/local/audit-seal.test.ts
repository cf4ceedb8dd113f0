import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day } from '../../support/hub.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

describe('the seal of the audit trail, on the platform', () => {
  let hub: TestPlatform;

  beforeAll(async () => {
    hub = await startTestPlatform();
  });
  afterAll(() => hub?.stop());

  it('is put into its bucket once for each day, by a function that may do nothing else', async () => {
    await hub.publishSession();
    const written = (await hub.now()).toISOString().slice(0, 10);
    await hub.advance(2 * day);
    await hub.fire('seal-audit');
    const seals = hub.objects().filter((key) => key.startsWith('audit-heads/'));
    expect(seals).toContain(`audit-heads/${written}.json`);
    await hub.fire('seal-audit');
    expect(hub.objects().filter((key) => key.startsWith('audit-heads/'))).toEqual(seals);
    expect(await hub.denied()).toEqual([]);
    expect(hub.logs()).toContain('"audit-sealed"');
  });
});
