import type { Child } from 'hono/jsx';
import { Button } from '../components/button.tsx';
import type { Props } from '../components/props.ts';
import { HiddenFields } from './hidden-fields.tsx';
import { keyField } from './once.ts';
import type { Typed } from './typed.ts';

type ButtonFormProps = Props<
  { action: string; children: Child },
  {
    variant: 'secondary' | 'warning';
    /** By which it is one, pressed twice. */
    sentKey: string;
    /** What else is sent with it. */
    hidden: Typed;
  }
>;

/** What changes something and asks for nothing: a button, and never a link, since mail scanners open every link. */
export const ButtonForm = ({ action, variant, sentKey, hidden = {}, children }: ButtonFormProps) => (
  <form action={action} method="post">
    {sentKey !== undefined && <input type="hidden" name={keyField} value={sentKey} />}
    <HiddenFields fields={hidden} />
    <Button variant={variant} preventDoubleClick>
      {children}
    </Button>
  </form>
);
