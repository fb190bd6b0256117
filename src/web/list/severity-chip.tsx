import type { Severity } from '../../domain/alert.ts';
import { text } from '../strings.ts';

const shapes: Readonly<Record<Severity, string>> = {
  critical: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z',
  urgent: 'M8 1.5 15.5 14.5h-15z',
  warning: 'M8 .8 15.2 8 8 15.2.8 8z',
  info: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z',
};

export const SeverityShape = ({ severity }: { severity: Severity }) => (
  <svg className="shape" viewBox="0 0 16 16" width="11" height="11" aria-hidden="true">
    <path d={shapes[severity]} fill="currentColor" />
  </svg>
);

/** Each severity has its own word, shape and colour. */
export const SeverityChip = ({ severity }: { severity: Severity }) => (
  <span className={`chip ${severity}`}>
    <SeverityShape severity={severity} />
    {text.severity[severity]}
  </span>
);
