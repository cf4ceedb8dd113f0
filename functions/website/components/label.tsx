import type { Child } from 'hono/jsx';
import type { HeadingLevel, HeadingTag, Props, Size } from './props.ts';
import { words } from './words.ts';

type LabelProps = Props<
  { children: Child },
  {
    for: string;
    size: Size;
    /** Where the question is the page's heading (1), or a section's. */
    heading: HeadingLevel;
    class: string;
  }
>;

export const Label = ({ for: id, size, heading, class: more, children }: LabelProps) => {
  const label = (
    <label class={words('nhsuk-label', size && `nhsuk-label--${size}`, more)} for={id}>
      {children}
    </label>
  );
  if (!heading) return label;
  const Heading: HeadingTag = `h${heading}`;
  return <Heading class="nhsuk-label-wrapper">{label}</Heading>;
};
