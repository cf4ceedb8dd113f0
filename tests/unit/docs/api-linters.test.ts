import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectralCore, { type RulesetDefinition } from '@stoplight/spectral-core';
import spectralRulesets from '@stoplight/spectral-rulesets';
import { expect, it } from 'vitest';
import { generatedDocuments } from '../../../scripts/generated-documents.ts';
import { isLong } from '../../support/long.ts';

const text = generatedDocuments().find(({ path }) => path === 'docs/openapi.json')?.text ?? '';

it('leaves nothing to say for the recommended rules of Redocly', async () => {
  const config = await createConfig({ extends: ['recommended'] });
  const found = await lintFromString({ source: text, absoluteRef: '/openapi.json', config });
  expect(found.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual([]);
}, 60_000);

// Ten times as long as the other, for rules that are mostly the same.
it.runIf(isLong)(
  'leaves nothing to say for the rules of Spectral',
  async () => {
    const spectral = new spectralCore.Spectral();
    spectral.setRuleset({ extends: [[spectralRulesets.oas as RulesetDefinition, 'recommended']] });
    const found = await spectral.run(text);
    expect(found.map(({ code, message, path }) => `${code}: ${message} ${path.join('/')}`)).toEqual([]);
  },
  120_000,
);
