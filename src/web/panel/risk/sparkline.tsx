import { signed } from '../../lib/signed.ts';
import { formatTime } from '../../lib/times.ts';
import { riskWords as words } from '../../strings/risk.ts';
import { type Step, stepPath } from './steps.ts';

type Props = { readonly steps: readonly Step[]; readonly from: number; readonly to: number };

const frame = { width: 120, height: 24 };

/** How a score came to be what it is. */
export const Sparkline = ({ steps, from, to }: Props) => {
  const first = steps.find(step => step.value !== null);
  const last = steps.at(-1);
  if (steps.length < 2 || !first || first.value === null || !last || last.value === null) return null;
  const label = words.history(signed(first.value), formatTime(first.at, 'day'), signed(last.value));
  return (
    <svg className="sparkline" viewBox="-2 -2 124 28" role="img" aria-label={label}>
      <title>{label}</title>
      <path d={stepPath(steps, { from: Math.max(from, first.at), to: Math.max(to, last.at), ...frame })} />
    </svg>
  );
};
