import type { Child } from 'hono/jsx';
import { Card } from './card.tsx';
import type { HeadingLevel, Props } from './props.ts';

type WarningCalloutProps = Props<object, { heading: string; headingLevel: HeadingLevel; text: Child; children: Child }>;

export const WarningCallout = ({ heading = 'Important', headingLevel = 3, text, children }: WarningCalloutProps) => (
  <Card
    variant="warning"
    heading={heading}
    headingLevel={headingLevel}
    headingHiddenText={/important/i.test(heading) ? undefined : 'Important'}
    description={text}
  >
    {children}
  </Card>
);
