import type { Child } from 'hono/jsx';
import { Fieldset, type LegendLooks } from './fieldset.tsx';
import { describedBy, FormGroup, HintAndError } from './form-group.tsx';
import { Label } from './label.tsx';
import type { Props } from './props.ts';
import { words } from './words.ts';

/** As they are typed: nothing is known of them yet. */
export interface DateParts {
  readonly day?: string | undefined;
  readonly month?: string | undefined;
  readonly year?: string | undefined;
}

const parts = [
  { part: 'day', label: 'Day', width: 2 },
  { part: 'month', label: 'Month', width: 2 },
  { part: 'year', label: 'Year', width: 4 },
] as const;

export type DateInputProps = Props<
  { name: string; legend: Child },
  LegendLooks & { id: string; hint: Child; error: Child; value: DateParts }
>;

/** A day in three parts, each sent as `name[day]`. The first has `-day` behind the id, which an error summary links to. */
export const DateInput = (props: DateInputProps) => {
  const { name, id = name, legend, legendSize, legendHeading, hint, error, value = {} } = props;
  return (
    <FormGroup error={error}>
      <Fieldset
        role="group"
        legend={legend}
        legendSize={legendSize}
        legendHeading={legendHeading}
        describedBy={describedBy(id, props)}
      >
        <HintAndError id={id} hint={hint} error={error} />
        <div class="nhsuk-date-input" id={id}>
          {parts.map(({ part, label, width }) => (
            <div class="nhsuk-date-input__item">
              <FormGroup error={error}>
                <Label for={`${id}-${part}`} class="nhsuk-date-input__label">
                  {label}
                </Label>
                <input
                  class={words(
                    'nhsuk-input',
                    Boolean(error) && 'nhsuk-input--error',
                    `nhsuk-input--width-${width}`,
                    'nhsuk-date-input__input',
                  )}
                  id={`${id}-${part}`}
                  name={`${name}[${part}]`}
                  type="text"
                  value={value[part]}
                  inputmode="numeric"
                />
              </FormGroup>
            </div>
          ))}
        </div>
      </Fieldset>
    </FormGroup>
  );
};
