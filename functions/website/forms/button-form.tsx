import type { Child } from 'hono/jsx';
import { Button } from '../components/button.tsx';
import type { Props } from '../components/props.ts';
import { keyField } from './once.ts';

type ButtonFormProps = Props<
  { action: string; children: Child },
  {
    variant: 'secondary' | 'warning';
    /** By which it is one, pressed twice. */
    sentKey: string;
  }
>;

/** What changes something and asks for nothing: a button, and never a link, since mail scanners open every link. */
export const ButtonForm = ({ action, variant, sentKey, children }: ButtonFormProps) => (
  <form action={action} method="post">
    {sentKey !== undefined && <input type="hidden" name={keyField} value={sentKey} />}
    <Button variant={variant} preventDoubleClick>
      {children}
    </Button>
  </form>
);
