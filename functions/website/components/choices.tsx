import type { Child } from 'hono/jsx';
import { Fieldset, type LegendLooks } from './fieldset.tsx';
import { describedBy, FormGroup, HintAndError } from './form-group.tsx';
import { Hint } from './hint.tsx';
import { Label } from './label.tsx';
import type { Props } from './props.ts';
import { words } from './words.ts';

type Choice = Props<
  { value: string; text: Child },
  {
    /** Where each is a field of its own; else that of all. */
    name: string;
    hint: Child;
    /** Asked only where this is chosen; without scripts always there. */
    conditional: Child;
    /** None of the others: where the script of the package runs, it unchecks them. */
    exclusive: boolean;
    disabled: boolean;
  }
>;
export type ChoiceItem = Choice | { readonly divider: string };

/** What radios and checkboxes have in common. The first has the name for its id, which an error summary links to. */
export type ChoicesProps = Props<
  { name: string; items: readonly ChoiceItem[] },
  LegendLooks & { id: string; hint: Child; error: Child; small: boolean; inline: boolean }
>;

type Kind = 'radios' | 'checkboxes';
type ItemProps = Props<
  { kind: Kind; id: string; name: string; item: Choice; checked: boolean },
  { describedBy: string }
>;

const Item = ({ kind, id, name, item, checked, describedBy }: ItemProps) => (
  <>
    <div class={`nhsuk-${kind}__item`}>
      <input
        class={`nhsuk-${kind}__input`}
        id={id}
        name={name}
        type={kind === 'radios' ? 'radio' : 'checkbox'}
        value={item.value}
        checked={checked}
        disabled={item.disabled}
        data-behaviour={item.exclusive ? 'exclusive' : undefined}
        data-aria-controls={item.conditional ? `conditional-${id}` : undefined}
        aria-describedby={words(describedBy, item.hint ? `${id}-item-hint` : false)}
      />
      <Label for={id} class={`nhsuk-${kind}__label`}>
        {item.text}
      </Label>
      {item.hint ? (
        <Hint id={`${id}-item-hint`} class={`nhsuk-${kind}__hint`}>
          {item.hint}
        </Hint>
      ) : null}
    </div>
    {item.conditional ? (
      <div
        class={words(`nhsuk-${kind}__conditional`, !checked && `nhsuk-${kind}__conditional--hidden`)}
        id={`conditional-${id}`}
      >
        {item.conditional}
      </div>
    ) : null}
  </>
);

type Chosen = { kind: Kind; chosen: readonly string[] };

export const Choices = (props: ChoicesProps & Props<Chosen, { legend: Child }>) => {
  const { kind, name, id = name, items, chosen, legend, legendSize, legendHeading, hint, error } = props;
  const described = describedBy(id, props);
  const inputs = (
    <>
      <HintAndError id={id} hint={hint} error={error} />
      <div
        class={words(`nhsuk-${kind}`, props.small && `nhsuk-${kind}--small`, props.inline && `nhsuk-${kind}--inline`)}
        data-module={`nhsuk-${kind}`}
      >
        {items.map((item, index) =>
          'divider' in item ? (
            <div class={`nhsuk-${kind}__divider`}>{item.divider}</div>
          ) : (
            <Item
              kind={kind}
              id={index === 0 ? id : `${id}-${index + 1}`}
              name={item.name ?? name}
              item={item}
              checked={chosen.includes(item.value)}
              // Without a legend there is nothing but the boxes themselves to describe.
              describedBy={legend || kind === 'radios' ? undefined : described}
            />
          ),
        )}
      </div>
    </>
  );
  return (
    <FormGroup error={error}>
      {legend ? (
        <Fieldset legend={legend} legendSize={legendSize} legendHeading={legendHeading} describedBy={described}>
          {inputs}
        </Fieldset>
      ) : (
        inputs
      )}
    </FormGroup>
  );
};
