import type { Child } from 'hono/jsx';
import { describedBy, HintAndError, type Question } from './form-group.tsx';
import { Label } from './label.tsx';
import type { Props } from './props.ts';
import { words } from './words.ts';

export type FileUploadProps = Props<
  { name: string; label: Child },
  Question & {
    /** Types of files that are offered to be chosen; what is sent is looked at all the same. */
    accept: string;
  }
>;

export const FileUpload = (props: FileUploadProps) => {
  const { name, id = name, label, labelSize, labelHeading, hint, error, accept } = props;
  return (
    <div
      class={words('nhsuk-form-group', Boolean(error) && 'nhsuk-form-group--error', 'nhsuk-file-upload')}
      data-module="nhsuk-file-upload"
    >
      <Label for={id} size={labelSize} heading={labelHeading}>
        {label}
      </Label>
      <HintAndError id={id} hint={hint} error={error} />
      <input
        class="nhsuk-file-upload__input"
        id={id}
        name={name}
        type="file"
        accept={accept}
        aria-describedby={describedBy(id, props)}
      />
    </div>
  );
};
