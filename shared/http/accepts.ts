import type { AcceptsOf, Route } from './route.ts';

/** One range of an `Accept` header: `text/*;q=0.5`. Parameters of the media type itself choose nothing here. */
interface AcceptedRange {
  readonly range: string;
  readonly quality: number;
}

function rangesIn(header: string): AcceptedRange[] {
  return header.split(',').map((part) => {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    return { range, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
  });
}

/** How much a media type is wanted, from 0 to 1: what names it most closely decides. */
function qualityOf(mediaType: string, ranges: readonly AcceptedRange[]): number {
  const [type] = mediaType.split('/');
  for (const name of [mediaType, `${type}/*`, '*/*']) {
    const found = ranges.find(({ range }) => range === name);
    if (found) return found.quality;
  }
  return 0;
}

/**
 * What to answer of all that a route can: JSON, unless the caller prefers a file. Somebody who accepts none of it is
 * answered all the same, as they can do more with that than with a refusal (RFC 9110, 12.5.1).
 */
export function preferredOf(route: Route, header: string | undefined): AcceptsOf<Route> {
  const json = Object.keys(route.replies).length > 0 ? (['application/json'] as const) : [];
  const [first = 'application/json', ...others] = [...json, ...(route.files ?? [])];
  const ranges = rangesIn(header ?? '');
  return others.reduce<AcceptsOf<Route>>(
    (best, mediaType) => (qualityOf(mediaType, ranges) > qualityOf(best, ranges) ? mediaType : best),
    first,
  );
}
