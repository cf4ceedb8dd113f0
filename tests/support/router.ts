import { createSite } from '#functions/website/site.tsx';
import { southEastLondon } from '#hub/south-east-london.ts';

export interface RoutedPath {
  /** As the site has it: `/bookings/:bookingId/cancel`. */
  readonly path: string;
  /** Of the addresses that are of that path. */
  readonly pattern: RegExp;
}

/** What the site answers, in the order in which its router looks: pages that are opened, and where forms are sent. */
export function pathsOfSite(): { readonly pages: readonly RoutedPath[]; readonly forms: readonly RoutedPath[] } {
  const nothing = { styles: '', script: '', find: () => undefined };
  const { routes } = createSite({ assets: nothing, hub: southEastLondon } as never);
  const of = (asked: string) =>
    routes
      .filter(({ method, path }) => method === asked && !path.includes('*'))
      .map(({ path }) => ({ path, pattern: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`) }));
  return { pages: of('GET'), forms: of('POST') };
}

/** The path of which an address is: the first that the router finds. */
export const pathOf = (paths: readonly RoutedPath[], pathname: string): string | undefined =>
  paths.find(({ pattern }) => pattern.test(pathname))?.path;
