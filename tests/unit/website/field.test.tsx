import { describe, expect, it } from 'vitest';
import { ErrorSummary } from '#functions/website/components/error-summary.tsx';
import { Field, type FieldProps } from '#functions/website/components/field.tsx';

const items = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];
const question = { name: 'answer', label: 'Is it so?', hint: 'Think twice', error: 'Say whether it is so' } as const;
const fields: readonly FieldProps[] = [
  question,
  { ...question, kind: 'text', value: 'yes' },
  { ...question, kind: 'email', value: 'yes' },
  { ...question, kind: 'tel', value: 'yes' },
  { ...question, kind: 'textarea', value: 'yes' },
  { ...question, kind: 'select', value: 'yes', items },
  { ...question, kind: 'radios', value: 'yes', items },
  { ...question, kind: 'checkboxes', value: ['yes'], items },
];

const idsOf = (html: string) => [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
const controls = (html: string) => html.match(/<(?:input|textarea|select)[^>]*>/g) ?? [];

describe('A field', () => {
  it.each(fields)('of the kind $kind is where an error summary links to', (field) => {
    const html = String(<Field {...field} />);
    const summary = String(<ErrorSummary errors={[{ text: 'Wrong', href: `#${field.name}` }]} />);
    expect(controls(html)[0]).toContain(` id="${/href="#([^"]*)"/.exec(summary)?.[1]}"`);
  });

  it.each(fields)('of the kind $kind is described by its hint and its error', (field) => {
    const html = String(<Field {...field} />);
    const described = /aria-describedby="([^"]*)"/.exec(html)?.[1]?.split(' ');
    expect(described).toEqual(['answer-hint', 'answer-error']);
    expect(idsOf(html)).toEqual(expect.arrayContaining(['answer', 'answer-hint', 'answer-error']));
  });

  it.each(fields)('of the kind $kind says no id twice, and none of what it has not', (field) => {
    const html = String(<Field {...field} hint={undefined} error={undefined} />);
    expect(new Set(idsOf(html)).size).toBe(idsOf(html).length);
    expect(html).not.toMatch(/aria-describedby|undefined|--error/);
  });

  it.each(fields.slice(1))('of the kind $kind keeps what was entered', (field) => {
    expect(String(<Field {...field} />)).toMatch(
      /value="yes" (?:checked|selected)|<input[^>]* value="yes"|<textarea[^>]*>yes</,
    );
  });

  it('hands on how it is to be filled in', () => {
    const html = String(
      <Field name="code" label="Code" autocomplete="one-time-code" inputmode="numeric" spellcheck={false} />,
    );
    expect(html).toContain(' autocomplete="one-time-code"');
    expect(html).toContain(' inputmode="numeric"');
    expect(html).toContain(' spellcheck="false"');
  });

  it('does not have the spelling of an email address checked', () => {
    expect(String(<Field kind="email" name="email" label="Email address" />)).toContain(
      ' type="email" spellcheck="false"',
    );
  });

  const hostile = '"><script>alert(1)</script>';
  it.each(fields)('of the kind $kind escapes whatever it is given', (field) => {
    const named = { ...field, name: hostile, label: hostile, hint: hostile, error: hostile };
    const filled = 'items' in named ? { ...named, items: [{ value: hostile, text: hostile }] } : named;
    const value = field.kind === 'checkboxes' ? [hostile] : hostile;
    const html = String(<Field {...({ ...filled, value } as FieldProps)} />);
    expect(html).not.toMatch(/<script|"><script/);
    expect(html).toContain('&lt;script&gt;');
  });
});
