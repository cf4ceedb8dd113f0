import type { Store } from './store.ts';
import { kindsAt, type Resource } from './store-kinds.ts';
import { stores } from './stores.ts';

/**
 * The stores that a resource of the templates is.
 *
 * @throws where nobody has said whether its type can hold something of somebody's, or nothing says what this one holds
 */
export function storesAt(resource: Resource): readonly Store[] {
  // The CDK puts a hash of eight digits behind the name of a construct.
  const name = resource.logicalId.replace(/[0-9A-F]{8}$/, '');
  return kindsAt(resource).flatMap((kind) => {
    const found = stores.filter((store) => store.kind === kind && store.named.test(name));
    if (found.length === 0)
      throw new Error(`No store of shared/privacy/stores.ts says what is kept in ${resource.logicalId} (${kind})`);
    return found;
  });
}

/** Which of a resource's stores something lies in, by its key. @throws where it lies in a part that none of them is */
export function storeOf(key: string, candidates: readonly Store[]): Store {
  const [store] = candidates
    .filter(({ part = '' }) => key.startsWith(part))
    .sort((a, b) => (b.part ?? '').length - (a.part ?? '').length);
  if (!store) throw new Error(`No store of shared/privacy/stores.ts says what begins with "${key.split('/')[0]}/"`);
  return store;
}
