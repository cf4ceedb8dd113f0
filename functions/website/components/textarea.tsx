import type { Child } from 'hono/jsx';
import { describedBy, LabelledGroup, type Question } from './form-group.tsx';
import type { Props } from './props.ts';
import { words } from './words.ts';

export type TextareaProps = Props<
  { name: string; label: Child },
  Question & { value: string; rows: number; autocomplete: string; spellcheck: boolean; disabled: boolean }
>;

export const Textarea = (props: TextareaProps) => {
  const { name, id = name, label, labelSize, labelHeading, hint, error } = props;
  return (
    <LabelledGroup id={id} label={label} labelSize={labelSize} labelHeading={labelHeading} hint={hint} error={error}>
      <textarea
        class={words('nhsuk-textarea', Boolean(error) && 'nhsuk-textarea--error')}
        id={id}
        name={name}
        rows={props.rows ?? 5}
        spellcheck={props.spellcheck}
        disabled={props.disabled}
        aria-describedby={describedBy(id, props)}
        autocomplete={props.autocomplete}
      >
        {props.value}
      </textarea>
    </LabelledGroup>
  );
};
