import type { Child } from 'hono/jsx';
import { BackLink } from '../components/back-link.tsx';
import { Button } from '../components/button.tsx';
import type { Page } from '../layout.tsx';
import { FaultsSummary } from './faults-summary.tsx';
import type { Form, Typed } from './form.ts';
import { HiddenFields } from './hidden-fields.tsx';
import { type AskedField, type ChoicesByName, Inputs } from './inputs.tsx';
import { keyField } from './once.ts';
import type { Filled } from './sending.ts';

export interface FormPageProps extends Filled {
  readonly title: string;
  /** What it is about: above the heading. */
  readonly caption?: string | undefined;
  /** Left out where somebody came from their mail. */
  readonly back?: string;
  /** Where it is sent. */
  readonly action: string;
  readonly form: Form<AskedField>;
  readonly choices?: ChoicesByName;
  /** Sent with it, and not asked. */
  readonly hidden?: Typed;
  readonly button: string;
  /** Before the questions, and after them. */
  readonly intro?: Child;
  readonly more?: Child;
  /** Below the form: other ways on. */
  readonly after?: Child;
}

/** A page that asks, with one form on it. */
export function formPage(page: Page, props: FormPageProps) {
  const { title, caption, back, action, form, choices, hidden = {}, typed, faults, key, button } = props;
  return page({
    title,
    hasError: Object.keys(faults).length > 0,
    before: back !== undefined && <BackLink href={back} />,
    children: (
      <>
        <FaultsSummary faults={faults} focusOf={form.focusOf} />
        <h1 class="nhsuk-heading-l">
          {caption !== undefined && <span class="nhsuk-caption-l">{caption}</span>}
          {title}
        </h1>
        {props.intro}
        <form action={action} method="post" novalidate>
          <HiddenFields fields={{ [keyField]: key, ...hidden }} />
          <Inputs form={form} typed={typed} faults={faults} choices={choices ?? {}} />
          {props.more}
          <Button preventDoubleClick>{button}</Button>
        </form>
        {props.after}
      </>
    ),
  });
}
