import type { Child } from 'hono/jsx';
import type { Props } from './props.ts';
import { words } from './words.ts';

type Looks = { variant: 'secondary' | 'secondary-solid' | 'warning' | 'reverse'; small: boolean };

const classOf = ({ variant, small }: Partial<Props<object, Looks>>) =>
  words('nhsuk-button', variant && `nhsuk-button--${variant}`, small && 'nhsuk-button--small');

type ButtonProps = Props<
  { children: Child },
  Looks & {
    type: 'submit' | 'button';
    name: string;
    value: string;
    /** Where this button alone sends the form. */
    formaction: string;
    /** Where the script of the package runs, a second click within a second is not heard. */
    preventDoubleClick: boolean;
    disabled: boolean;
  }
>;

export const Button = ({
  type = 'submit',
  name,
  value,
  formaction,
  preventDoubleClick,
  disabled,
  children,
  ...looks
}: ButtonProps) => (
  <button
    class={classOf(looks)}
    data-module="nhsuk-button"
    data-prevent-double-click={preventDoubleClick ? 'true' : undefined}
    type={type}
    name={name}
    value={value}
    formaction={formaction}
    disabled={disabled}
    aria-disabled={disabled ? 'true' : undefined}
  >
    {children}
  </button>
);

/** For what leads on to another page and changes nothing ("Start now"). */
export const ButtonLink = ({ href, children, ...looks }: Props<{ href: string; children: Child }, Looks>) => (
  // biome-ignore lint/a11y/useSemanticElements: as the package has it, whose script lets the space bar press it, too
  <a class={classOf(looks)} data-module="nhsuk-button" href={href} role="button" draggable="false">
    {children}
  </a>
);
