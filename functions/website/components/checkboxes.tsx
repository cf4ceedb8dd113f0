import type { Child } from 'hono/jsx';
import { Choices, type ChoicesProps } from './choices.tsx';
import type { Props } from './props.ts';

/** Without a legend where one box says all ("I agree"). */
export type CheckboxesProps = ChoicesProps & Props<object, { legend: Child; values: readonly string[] }>;

export const Checkboxes = ({ values = [], ...props }: CheckboxesProps) => (
  <Choices {...props} kind="checkboxes" chosen={values} />
);
