import type * as z from 'zod';
import type { Clause } from '#functions/funding/schemas.ts';

/** Each rule of a pot, kept or broken: by a word, and not by a colour alone. */
export const Clauses = ({ clauses }: { readonly clauses: readonly z.output<typeof Clause>[] }) => (
  <ul class="nhsuk-list nhsuk-list--bullet">
    {clauses.map(({ passed, wording }) => (
      <li>
        <strong>{passed ? 'Yes: ' : 'No: '}</strong>
        {wording}
      </li>
    ))}
  </ul>
);
