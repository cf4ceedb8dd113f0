import type { Child } from 'hono/jsx';
import type { HeadingLevel, HeadingTag, Props, Size } from './props.ts';
import { words } from './words.ts';

/** How the legend of a group looks, and whether it is the heading of the page (1) or of a section. */
export type LegendLooks = { legendSize: Size; legendHeading: HeadingLevel };

type FieldsetProps = Props<{ legend: Child }, LegendLooks & { role: 'group'; describedBy: string; children: Child }>;

const Legend = ({ legend, legendSize, legendHeading }: Props<{ legend: Child }, LegendLooks>) => {
  const Heading: HeadingTag = `h${legendHeading ?? 1}`;
  return (
    <legend class={words('nhsuk-fieldset__legend', legendSize && `nhsuk-fieldset__legend--${legendSize}`)}>
      {legendHeading ? <Heading class="nhsuk-fieldset__heading">{legend}</Heading> : legend}
    </legend>
  );
};

export const Fieldset = ({ role, describedBy, children, ...legend }: FieldsetProps) => (
  <fieldset class="nhsuk-fieldset" role={role} aria-describedby={describedBy}>
    <Legend {...legend} />
    {children}
  </fieldset>
);
