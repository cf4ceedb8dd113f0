import type { LookDecisions } from '#hub/hub.ts';

/** What stands on a coloured ground, and what links stand on (nhsuk-frontend, settings/colours-applied). */
const white = '#ffffff';
const page = '#f0f4f5';

/** Of text, against what it stands on (WCAG 2.2, 1.4.3, level AA). */
const leastContrast = 4.5;

const form = /^#[0-9a-f]{6}$/i;

/** How light a colour is, from 0 to 1 (WCAG 2.2, relative luminance). */
function luminance(colour: string): number {
  const linear = (from: number) => {
    const share = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5);
}

/** From 1, where two colours are as light, to 21 (WCAG 2.2, contrast ratio). @param colours - each `#rrggbb` */
export function contrast(...colours: readonly [string, string]): number {
  const [dark = 0, light = 0] = colours.map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** What somebody could not read, or would not be told, with a hub's look; each in a sentence. */
export function faultsOfLook({ brandColour, linkColour, buttonColour, logo }: LookDecisions): string[] {
  const colours = [
    // The header's words are white on it, and a secondary button's are of it: the page is darker than white.
    ['brandColour', brandColour, page],
    ['linkColour', linkColour, page],
    ['buttonColour', buttonColour, white],
  ] as const;
  const unreadable = colours.flatMap(([name, colour, beside]) => {
    if (!form.test(colour)) return [`${name}: ${colour} is not written like #005eb8`];
    const ratio = contrast(colour, beside);
    if (ratio >= leastContrast) return [];
    return [
      `${name}: ${colour} and ${beside} are at ${ratio.toFixed(2)} to 1, of which people cannot read less than ${leastContrast}`,
    ];
  });
  if (!logo) return unreadable;
  return [
    ...unreadable,
    ...(/^[\w-]+\.svg$/.test(logo.file) ? [] : [`logo: ${logo.file} is not the name of an SVG`]),
    ...(logo.alternativeText.trim() === '' ? ['logo: say in alternativeText what it shows'] : []),
  ];
}
