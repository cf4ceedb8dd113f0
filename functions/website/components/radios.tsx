import type { Child } from 'hono/jsx';
import { Choices, type ChoicesProps } from './choices.tsx';
import type { Props } from './props.ts';

export type RadiosProps = ChoicesProps & Props<{ legend: Child }, { value: string }>;

export const Radios = ({ value, ...props }: RadiosProps) => (
  <Choices {...props} kind="radios" chosen={value === undefined ? [] : [value]} />
);
