import type { Child } from 'hono/jsx';
import { Checkboxes, type CheckboxesProps } from './checkboxes.tsx';
import { DateInput, type DateInputProps } from './date-input.tsx';
import { FileUpload, type FileUploadProps } from './file-upload.tsx';
import { Input, type InputProps } from './input.tsx';
import type { HeadingLevel, Props, Size } from './props.ts';
import { Radios, type RadiosProps } from './radios.tsx';
import { Select, type SelectProps } from './select.tsx';
import { Textarea, type TextareaProps } from './textarea.tsx';

type Label = Props<{ label: Child }, { labelSize: Size; labelHeading: HeadingLevel }>;
type Legend = 'legend' | 'legendSize' | 'legendHeading';

/** A question of a form. Whatever its kind is, an error summary links to it by `#` and its name. */
export type FieldProps =
  | (Omit<InputProps, 'id' | 'type'> & Props<object, { kind: 'text' | 'email' | 'tel' | 'url' | 'password' }>)
  | (Omit<InputProps, 'id' | 'type' | 'prefix' | 'inputmode' | 'width'> & { readonly kind: 'pounds' })
  | (Omit<FileUploadProps, 'id'> & { readonly kind: 'file' })
  | (Omit<DateInputProps, 'id' | Legend> & Label & { readonly kind: 'date' })
  | (Omit<TextareaProps, 'id'> & { readonly kind: 'textarea' })
  | (Omit<SelectProps, 'id'> & { readonly kind: 'select' })
  | (Omit<RadiosProps, 'id' | Legend> & Label & { readonly kind: 'radios' })
  | (Omit<CheckboxesProps, 'id' | 'values' | Legend> &
      Label &
      Props<{ kind: 'checkboxes' }, { value: readonly string[] }>);

const asLegend = <P extends Label>({ label, labelSize, labelHeading, ...props }: P) => ({
  ...props,
  legend: label,
  legendSize: labelSize,
  legendHeading: labelHeading,
});

export const Field = (props: FieldProps) => {
  switch (props.kind) {
    case 'textarea':
      return <Textarea {...props} />;
    case 'select':
      return <Select {...props} />;
    case 'radios':
      return <Radios {...asLegend(props)} />;
    case 'checkboxes':
      return <Checkboxes {...asLegend(props)} values={props.value} />;
    case 'date':
      return <DateInput {...asLegend(props)} />;
    case 'file':
      return <FileUpload {...props} />;
    case 'pounds':
      return <Input {...props} type="text" prefix="£" inputmode="decimal" width={10} spellcheck={false} />;
    case 'email':
      return <Input spellcheck={false} {...props} type="email" />;
    default:
      return <Input {...props} type={props.kind} />;
  }
};
