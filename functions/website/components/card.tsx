import type { Child } from 'hono/jsx';
import type { HeadingLevel, HeadingTag, Props, Size } from './props.ts';
import { words } from './words.ts';

export type Action = Props<{ href: string; text: Child }, { visuallyHiddenText: Child }>;

/** A link that says, to those who hear it out of its place, what it is for and of what. */
export const ActionLink = ({ href, text, visuallyHiddenText: more, of }: Action & Props<object, { of: Child }>) => (
  <a class="nhsuk-link" href={href}>
    {text}
    {more || of ? (
      <span class="nhsuk-u-visually-hidden">
        {more ? <> {more}</> : null}
        {of ? <> ({of})</> : null}
      </span>
    ) : null}
  </a>
);

const Actions = ({ actions, of }: Props<{ actions: readonly Action[] }, { of: Child }>) => {
  const [only, ...others] = actions;
  if (only && others.length === 0) {
    return (
      <div class="nhsuk-card__actions">
        <ActionLink {...only} of={of} />
      </div>
    );
  }
  return (
    <ul class="nhsuk-card__actions">
      {actions.map((action) => (
        <li class="nhsuk-card__action">
          <ActionLink {...action} of={of} />
        </li>
      ))}
    </ul>
  );
};

type HeadingLooks = { headingLevel: HeadingLevel; headingSize: Size; href: string; headingHiddenText: string };

const CardHeading = (props: Props<{ heading: Child }, HeadingLooks>) => {
  const { heading, headingLevel = 2, headingSize, href, headingHiddenText } = props;
  const Heading: HeadingTag = `h${headingLevel}`;
  return (
    <Heading class={words('nhsuk-card__heading', headingSize && `nhsuk-heading-${headingSize}`)}>
      {href ? (
        <a class="nhsuk-card__link" href={href}>
          {heading}
        </a>
      ) : headingHiddenText ? (
        // biome-ignore lint/a11y/useValidAriaRole: as the package has it, for VoiceOver to read both as one
        <span role="text">
          <span class="nhsuk-u-visually-hidden">{headingHiddenText}: </span>
          {heading}
        </span>
      ) : (
        heading
      )}
    </Heading>
  );
};

export type CardProps = Props<
  object,
  HeadingLooks & {
    heading: Child;
    /** The whole card is where to click, by the link of its heading. */
    clickable: boolean;
    variant: 'feature' | 'secondary' | 'warning';
    description: Child;
    actions: readonly Action[];
    children: Child;
  }
>;

export const Card = ({ clickable, variant, description, actions = [], children, heading, ...looks }: CardProps) => {
  const headed = heading ? <CardHeading heading={heading} {...looks} /> : null;
  return (
    <div class={words('nhsuk-card', clickable && 'nhsuk-card--clickable', variant && `nhsuk-card--${variant}`)}>
      {actions.length > 0 ? (
        <div class="nhsuk-card__heading-container">
          {headed}
          <Actions actions={actions} of={heading} />
        </div>
      ) : null}
      <div class="nhsuk-card__content">
        {actions.length > 0 ? null : headed}
        {description ? <p class="nhsuk-card__description">{description}</p> : null}
        {children}
      </div>
    </div>
  );
};
