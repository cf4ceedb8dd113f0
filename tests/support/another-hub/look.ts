import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Hub } from '#hub/hub.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { siteFiles } from '../../../infra/site-files.ts';

/** A hub that looks like no other. */
export const anotherLookingHub: Hub = {
  ...southEastLondon,
  id: 'another',
  name: 'Another Training Hub',
  look: {
    brandColour: '#6a1b4d',
    linkColour: '#005a50',
    buttonColour: '#4b2e83',
    logo: { file: 'logo.svg', alternativeText: 'Another Training Hub, a plum' },
  },
};

/** Builds what pages of these hubs are drawn with, as a deployment does. @param to - a folder */
export function buildSiteFiles(to: string, hubs: readonly Hub[]): void {
  for (const [name, content] of siteFiles(hubs, join(import.meta.dirname, 'looks'))) {
    mkdirSync(dirname(join(to, name)), { recursive: true });
    writeFileSync(join(to, name), content);
  }
}
