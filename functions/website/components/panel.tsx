import type { Child } from 'hono/jsx';
import type { HeadingLevel, HeadingTag, Props } from './props.ts';
import { words } from './words.ts';

type PanelProps = Props<
  { heading: Child },
  { headingLevel: HeadingLevel; headingSize: 'm' | 'l' | 'xl'; children: Child }
>;

/** Says that something is done: the heading of the page that confirms it. */
export const Panel = ({ heading, headingLevel = 1, headingSize, children }: PanelProps) => {
  const Heading: HeadingTag = `h${headingLevel}`;
  return (
    <div class="nhsuk-panel">
      <Heading class={words('nhsuk-panel__heading', headingSize && `nhsuk-panel__heading--${headingSize}`)}>
        {heading}
      </Heading>
      {children ? <div class="nhsuk-panel__body">{children}</div> : null}
    </div>
  );
};
