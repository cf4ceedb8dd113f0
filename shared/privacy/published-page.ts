import type { Hub } from '#hub/hub.ts';
import type { Page } from './page.ts';

/** What a version says. Each is a file of its own, read only where it is asked for: there are ever more of them, and one is read. */
export async function publishedPage({ id }: Pick<Hub, 'id'>, version: string): Promise<Page> {
  const { default: said } = await import(`../../docs/policy/${id}/${version}.json`, { with: { type: 'json' } });
  return said.page;
}
