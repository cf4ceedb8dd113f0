import { ErrorSummary } from '../components/error-summary.tsx';
import type { Faults } from './form.ts';

interface FaultsSummaryProps {
  readonly faults: Faults;
  /** Of a form that asks for more than text. */
  readonly focusOf?: (name: string) => string;
}

/** Nothing, where nothing is wrong. Each fault leads to its field. */
export const FaultsSummary = ({ faults, focusOf = (name) => name }: FaultsSummaryProps) => {
  const named = Object.entries(faults);
  if (named.length === 0) return null;
  return (
    <ErrorSummary
      errors={named.map(([name, text]) => (name === '' ? { text } : { text, href: `#${focusOf(name)}` }))}
    />
  );
};
