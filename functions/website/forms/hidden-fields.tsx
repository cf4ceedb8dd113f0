import type { Typed } from './typed.ts';

/** What goes with a form, and nobody fills in. */
export const HiddenFields = ({ fields }: { readonly fields: Typed }) => (
  <>
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
);
