import type { Child } from 'hono/jsx';
import { describedBy, LabelledGroup, type Question } from './form-group.tsx';
import type { Props } from './props.ts';
import { words } from './words.ts';

export type SelectItem = Props<{ value: string; text: string }, { disabled: boolean }> | { readonly divider: true };

export type SelectProps = Props<
  { name: string; label: Child; items: readonly SelectItem[] },
  Question & { value: string; autocomplete: string; disabled: boolean }
>;

export const Select = (props: SelectProps) => {
  const { name, id = name, label, labelSize, labelHeading, hint, error, items } = props;
  return (
    <LabelledGroup id={id} label={label} labelSize={labelSize} labelHeading={labelHeading} hint={hint} error={error}>
      <select
        class={words('nhsuk-select', Boolean(error) && 'nhsuk-select--error')}
        id={id}
        name={name}
        disabled={props.disabled}
        aria-describedby={describedBy(id, props)}
        autocomplete={props.autocomplete}
      >
        {items.map((item) =>
          'divider' in item ? (
            <hr />
          ) : (
            <option value={item.value} selected={item.value === props.value} disabled={item.disabled}>
              {item.text}
            </option>
          ),
        )}
      </select>
    </LabelledGroup>
  );
};
