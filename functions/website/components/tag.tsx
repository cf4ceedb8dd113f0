import type { Child } from 'hono/jsx';
import type { Props } from './props.ts';
import { words } from './words.ts';

type Colour = 'white' | 'grey' | 'green' | 'aqua-green' | 'blue' | 'purple' | 'pink' | 'red' | 'orange' | 'yellow';

export const Tag = ({
  colour,
  border = true,
  class: more,
  children,
}: Props<{ children: Child }, { colour: Colour | 'no-colour'; border: boolean; class: string }>) => (
  <strong class={words('nhsuk-tag', colour && `nhsuk-tag--${colour}`, !border && 'nhsuk-tag--no-border', more)}>
    {children}
  </strong>
);
