import { beforeEach, describe, expect, it } from 'vitest';
import { createPublicUseCases } from '#functions/privacy/public-use-cases.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { privacyPolicy } from '#privacy/policy-document.ts';
import { processingOf } from '#privacy/processing.ts';
import { publishedOf } from '#privacy/published.ts';
import { listedOf, withVersion } from '#privacy/versions.ts';
import { hashOf } from '../../../scripts/policy-versions.ts';
import { workOf } from '../../support/hub.ts';

const longer = { ...southEastLondon, retention: { ...southEastLondon.retention, bookingYearsFromSession: 7 } };
const versions = [southEastLondon, longer].reduce<ReturnType<typeof withVersion>>(
  (before, hub, index) =>
    withVersion(
      before,
      { version: `2027-01-0${index + 1}`, page: [...privacyPolicy(hub)], processing: processingOf(hub) },
      { hashOf, today: '2026-12-31', noticeDays: 0 },
    ),
  [],
);
let now = '2027-01-02T12:00:00Z';
beforeEach(() => {
  now = '2027-01-02T12:00:00Z';
});
const useCases = createPublicUseCases(southEastLondon, () => new Date(now), {
  versions: listedOf(versions),
  pageOf: async (wanted) => versions.find(({ version }) => version === wanted)?.page ?? [],
});
const asking = (accepts: 'application/json' | 'text/html' = 'application/json') =>
  ({ caller: { kind: 'guest' }, work: workOf(), once: undefined, accepts }) as const;
const nothing = { path: undefined, query: undefined, body: undefined } as const;
const policy = (version?: string, accepts?: 'text/html') =>
  useCases.getPrivacyPolicy({ ...nothing, query: { version } }, asking(accepts));

describe('the policy, for everybody', () => {
  it('is the latest version whose day has come in London, whatever was published for a later one', async () => {
    now = '2027-01-01T23:59:59Z';
    expect(await policy()).toMatchObject({ status: 200, body: { version: '2027-01-01' } });
    now = '2026-12-31T23:59:59Z';
    await expect(policy()).rejects.toMatchObject({ code: 'policy-version-not-found' });
  });

  it('can be read before its day, and says that it does not hold yet', async () => {
    now = '2027-01-01T12:00:00Z';
    const reply = await policy('2027-01-02', 'text/html');
    expect('file' in reply && reply.file.content).toContain(
      '<p>Version of Saturday 2 January 2027, which does not hold yet</p>',
    );
  });

  it('is the latest version, or one before as it was', async () => {
    expect(await policy()).toMatchObject({ status: 200, body: { version: '2027-01-02', page: versions[1]?.page } });
    expect(await policy('2027-01-01')).toMatchObject({ body: { version: '2027-01-01', page: versions[0]?.page } });
  });

  it('is a page for who asks for one, which says which version it is', async () => {
    const reply = await policy('2027-01-01', 'text/html');
    const file = 'file' in reply ? reply.file : undefined;
    expect(file?.mediaType).toBe('text/html');
    expect(file?.content).toMatch(/<h1>How South East London [^<]*<\/h1>\n<p>Version of Friday 1 January 2027<\/p>/);
  });

  it('is not there of a day on which none was published, nor of a hub that has published none', async () => {
    await expect(policy('2027-01-03')).rejects.toMatchObject({ code: 'policy-version-not-found' });
    expect(publishedOf({ id: 'another-hub' })).toEqual([]);
  });

  it('lists versions that are to come as to come', async () => {
    now = '2027-01-01T12:00:00Z';
    const { body } = await useCases.listPrivacyPolicyVersions(nothing, asking());
    expect(body.items.map(({ standing }) => standing)).toEqual(['to-come', 'in-force']);
  });

  it('has versions, the latest first, with what each changed and whether people are told', async () => {
    const { body } = await useCases.listPrivacyPolicyVersions(nothing, asking());
    expect(body.items.map(({ version, peopleAreTold }) => [version, peopleAreTold])).toEqual([
      ['2027-01-02', true],
      ['2027-01-01', false],
    ]);
    expect(body.items[0]?.changes.join()).toContain('now kept for 7 years from the end of the session');
  });
});

describe('the record of processing, for everybody', () => {
  it('is data, and a page for who asks for one', async () => {
    const reply = await useCases.getRecordOfProcessing(nothing, asking());
    expect(reply).toMatchObject({ status: 200, body: { controller: { hub: southEastLondon.name } } });
    const page = await useCases.getRecordOfProcessing(nothing, asking('text/html'));
    expect('file' in page && page.file.content).toContain('<h2>Security measures</h2>');
  });
});
