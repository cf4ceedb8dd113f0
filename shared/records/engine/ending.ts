import type { RetentionDecisions } from '#hub/hub.ts';
import { expiresAt } from '#privacy/retention.ts';
import { type Ends, type Kind, kindOf } from './record.ts';
import type { Write } from './writes.ts';

/** When something ends, in whole seconds since 1970. */
function endOf({ type, ends: declared }: Kind, ends: Ends, decisions: RetentionDecisions): number {
  if ('with' in ends) return ends.with;
  if (declared === 'kept') throw new Error(`A ${type} is kept, and has no end`);
  const rules = [declared.rule].flat();
  const rule = 'by' in ends ? ends.by : rules[0];
  if (rule === undefined || !rules.includes(rule) || (rules.length > 1 && !('by' in ends)))
    throw new Error(`A ${type} ends by one of: ${rules.join(', ')}`);
  return expiresAt(rule, ends.after, decisions);
}

/**
 * When a record that is written ends; nothing where the write says nothing of it.
 *
 * @throws where a new record has no end, though its kind is not kept
 */
export function endOfWrite(write: Write, decisions: RetentionDecisions): { readonly expiresAt?: number } {
  if (write.kind !== 'put' && write.kind !== 'update') return {};
  const kind = kindOf(write.schema);
  if (!kind || (kind.ends === 'kept' && write.ends === undefined)) return {};
  const own = kind.ends !== 'kept' && 'from' in kind.ends ? kind.ends.from : undefined;
  const from = own && (write.kind === 'put' ? write.item[own] : write.changes.set?.[own]);
  const ends = write.ends ?? (from === undefined ? undefined : { after: String(from) });
  if (ends !== undefined) return { expiresAt: endOf(kind, ends, decisions) };
  const isOpen = kind.ends !== 'kept' && 'open' in kind.ends && kind.ends.open === true;
  if (write.kind === 'put' && !isOpen) throw new Error(`A new ${kind.type} does not say when it ends`);
  return {};
}
