import { type AcceptsOf, isBinary, type Route } from './route.ts';

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
 *
 * What is no text is answered only where it is named first: the gateway looks no further when it decides whether to hand on bytes (API
 * Gateway developer guide, “Return binary media from a Lambda proxy integration”), and would hand on text that stands for them.
 */
export function preferredOf(route: Route, header: string | undefined): AcceptsOf<Route> {
  const json = Object.keys(route.replies).length > 0 ? (['application/json'] as const) : [];
  const ranges = rangesIn(header ?? '');
  const files = (route.files ?? []).filter((file) => !isBinary(file) || ranges[0]?.range === file);
  const [first = 'application/json', ...others] = [...json, ...files];
  return others.reduce<AcceptsOf<Route>>(
    (best, mediaType) => (qualityOf(mediaType, ranges) > qualityOf(best, ranges) ? mediaType : best),
    first,
  );
}
