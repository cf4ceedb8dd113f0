import type { State } from './state.ts';

/** SES's own list of addresses to which it lets nothing out. */
export interface SuppressionList {
  add(address: string): void;
  has(address: string): boolean;
  list(): string[];
  /** Answers whether it was there. */
  clear(address: string): boolean;
}

export function createSuppressionList({ database }: State): SuppressionList {
  const insert = database.prepare('INSERT OR IGNORE INTO suppressed_address (address) VALUES (?)');
  const select = database.prepare('SELECT 1 FROM suppressed_address WHERE address = ?');
  const all = database.prepare('SELECT address FROM suppressed_address');
  const remove = database.prepare('DELETE FROM suppressed_address WHERE address = ?');
  return {
    add: (address) => {
      insert.run(address.toLowerCase());
    },
    has: (address) => select.get(address.toLowerCase()) !== undefined,
    list: () => all.all().map(({ address }) => String(address)),
    clear: (address) => remove.run(address.toLowerCase()).changes > 0,
  };
}
