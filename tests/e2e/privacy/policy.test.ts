import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

describe('what is done with people’s data', () => {
  let hub: TestPlatform;

  beforeAll(async () => {
    hub = await startTestPlatform();
  });
  afterAll(() => hub.stop());

  it('is read by anybody: the policy, its versions and the record of processing', async () => {
    const policy = accepted(await hub.api.getPrivacyPolicy({})).body;
    expect(policy.page[0]).toMatchObject({ kind: 'heading', level: 1 });
    const { items } = accepted(await hub.api.listPrivacyPolicyVersions({})).body;
    expect(items.map(({ version }) => version)).toContain(policy.version);
    expect(accepted(await hub.api.getPrivacyPolicy({ query: { version: items.at(-1)?.version } })).body.sha256).toBe(
      items.at(-1)?.sha256,
    );
    const record = accepted(await hub.api.getRecordOfProcessing({})).body;
    expect(record.classes.map(({ dataClass }) => dataClass)).toContain('booking');
  });

  it('is a page in a browser, which asks for text/html', async () => {
    const browser = { headers: { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' } };
    for (const path of ['/v1/privacy-policy', '/v1/record-of-processing']) {
      const reply = await fetch(`${hub.url}${path}`, browser);
      expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(await reply.text()).toContain('<html lang="en-GB">');
    }
  });

  it('is not there of a version that was never published, nor of a day that is none', async () => {
    const never = await hub.api.getPrivacyPolicy({ query: { version: '2001-01-01' } });
    expect(never).toMatchObject({ ok: false, status: 404, code: 'policy-version-not-found' });
    const none = await hub.api.getPrivacyPolicy({ query: { version: 'yesterday' } });
    expect(none).toMatchObject({ ok: false, status: 422, code: 'not-valid' });
  });
});
