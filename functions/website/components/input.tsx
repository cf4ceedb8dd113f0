import type { Child } from 'hono/jsx';
import { describedBy, LabelledGroup, type Question } from './form-group.tsx';
import type { Props } from './props.ts';
import { words } from './words.ts';

export type InputProps = Props<
  { name: string; label: Child },
  Question & {
    type: 'text' | 'email' | 'tel' | 'url' | 'password';
    value: string;
    autocomplete: string;
    inputmode: 'text' | 'email' | 'tel' | 'url' | 'numeric' | 'decimal';
    spellcheck: boolean;
    /** How many characters are expected. */
    width: 2 | 3 | 4 | 5 | 10 | 20 | 30;
    /** For codes and numbers, which are read one by one. */
    code: boolean;
    prefix: Child;
    suffix: Child;
    disabled: boolean;
    class: string;
  }
>;

/** What is measured is said by the label, too: this is only seen. */
const Affix = ({ side, children }: Props<{ side: 'prefix' | 'suffix' }, { children: Child }>) =>
  children ? (
    <div class={`nhsuk-input-wrapper__${side}`} aria-hidden="true">
      {children}
    </div>
  ) : null;

export const Input = (props: InputProps) => {
  const { name, id = name, label, labelSize, labelHeading, hint, error, prefix, suffix } = props;
  const input = (
    <input
      class={words(
        'nhsuk-input',
        props.code && 'nhsuk-input--code',
        Boolean(error) && 'nhsuk-input--error',
        props.width && `nhsuk-input--width-${props.width}`,
        props.class,
      )}
      id={id}
      name={name}
      type={props.type ?? 'text'}
      spellcheck={props.spellcheck}
      value={props.value}
      disabled={props.disabled}
      aria-describedby={describedBy(id, props)}
      autocomplete={props.autocomplete}
      inputmode={props.inputmode}
    />
  );
  return (
    <LabelledGroup id={id} label={label} labelSize={labelSize} labelHeading={labelHeading} hint={hint} error={error}>
      {prefix || suffix ? (
        <div class="nhsuk-input-wrapper">
          <Affix side="prefix">{prefix}</Affix>
          {input}
          <Affix side="suffix">{suffix}</Affix>
        </div>
      ) : (
        input
      )}
    </LabelledGroup>
  );
};
