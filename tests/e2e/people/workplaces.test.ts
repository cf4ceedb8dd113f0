import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';
import { practicesFile } from '../../support/practices.ts';

describe('finding a practice', () => {
  let hub: TestPlatform;

  beforeAll(async () => {
    hub = await startTestPlatform();
    await hub.loadPractices(
      practicesFile([
        { odsCode: 'Z99001', name: "ST JOHN'S SURGERY" },
        { odsCode: 'Z99002', name: 'BARNS PRACTICE', status: 'INACTIVE' },
      ]),
    );
  });
  afterAll(() => hub.stop());

  it('answers what somebody types, and who has it already that nothing changed', async () => {
    const { body } = accepted(await hub.api.findWorkplaces({ query: { q: 'st johns' } }));
    expect(body).toEqual({
      items: [{ odsCode: 'Z99001', name: "St John's Surgery", town: 'Lewisham', postcode: 'SE13 9XX', isOpen: true }],
    });
    const url = `${hub.url}/v1/workplaces?q=st%20johns`;
    const tag = (await fetch(url)).headers.get('etag') ?? '';
    expect((await fetch(url, { headers: { 'If-None-Match': tag } })).status).toBe(304);
  });

  it('tells which practice a code was of, and refuses too little to go by', async () => {
    const closed = accepted(await hub.api.getWorkplace({ path: { odsCode: 'z99002' } }));
    expect(closed.body).toMatchObject({ name: 'Barns Practice', isOpen: false });
    expect(await hub.api.getWorkplace({ path: { odsCode: 'Z00000' } })).toMatchObject({ code: 'workplace-not-found' });
    expect(await hub.api.findWorkplaces({ query: { q: '' } })).toMatchObject({ code: 'not-valid' });
    expect(await hub.denied()).toEqual([]);
  });

  it('says of a file of another year what was expected, once, and keeps the list', async () => {
    const answer = await hub.loadPractices('"Z99001","ST JOHNS"\r\n"Z99002","BARNS"\r\n');
    expect(answer).toMatchObject({ refused: true, lines: [expect.stringContaining('27 columns'), expect.anything()] });
    expect(accepted(await hub.api.findWorkplaces({ query: { q: 'surgery' } })).body.items).toHaveLength(1);
  });
});
