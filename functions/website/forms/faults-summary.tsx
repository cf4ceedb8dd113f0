import { ErrorSummary } from '../components/error-summary.tsx';
import type { Faults } from './form.ts';

/** Nothing, where nothing is wrong. Each fault leads to its field. */
export const FaultsSummary = ({ faults }: { readonly faults: Faults }) => {
  const named = Object.entries(faults);
  if (named.length === 0) return null;
  return <ErrorSummary errors={named.map(([name, text]) => (name === '' ? { text } : { text, href: `#${name}` }))} />;
};
