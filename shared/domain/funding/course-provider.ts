import type { Hub } from '#hub/hub.ts';

/** Whoever gives a course: by the hub's list, or as it was named. */
export function providerName(
  { funding }: Pick<Hub, 'funding'>,
  { provider }: { readonly provider: { readonly providerId?: string | undefined; readonly name?: string | undefined } },
): string {
  const { providerId, name } = provider;
  return name ?? funding.providers.find((listed) => listed.providerId === providerId)?.name ?? '';
}
