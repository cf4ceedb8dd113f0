import type { Child } from 'hono/jsx';
import { ErrorMessage } from './error-message.tsx';
import { Hint } from './hint.tsx';
import { Label } from './label.tsx';
import type { HeadingLevel, Props, Size } from './props.ts';
import { words } from './words.ts';

/** What each control with one label takes. Its id is its name, unless two on a page have the same. */
export type Question = { id: string; labelSize: Size; labelHeading: HeadingLevel; hint: Child; error: Child };

export const describedBy = (id: string, { hint, error }: Props<object, { hint: Child; error: Child }>) =>
  words(hint ? `${id}-hint` : false, error ? `${id}-error` : false);

export const HintAndError = ({ id, hint, error }: Props<{ id: string }, { hint: Child; error: Child }>) => (
  <>
    {hint ? <Hint id={`${id}-hint`}>{hint}</Hint> : null}
    {error ? <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage> : null}
  </>
);

export const FormGroup = ({ error, children }: Props<{ children: Child }, { error: Child }>) => (
  <div class={words('nhsuk-form-group', Boolean(error) && 'nhsuk-form-group--error')}>{children}</div>
);

type LabelledGroupProps = Props<{ id: string; label: Child; children: Child }, Omit<Question, 'id'>>;

export const LabelledGroup = (props: LabelledGroupProps) => (
  <FormGroup error={props.error}>
    <Label for={props.id} size={props.labelSize} heading={props.labelHeading}>
      {props.label}
    </Label>
    <HintAndError id={props.id} hint={props.hint} error={props.error} />
    {props.children}
  </FormGroup>
);
