import { type Concern, type Severity, severityRank } from '../domain/alert.ts';
import { slaMs } from './sla.ts';

type Demanding = {
  readonly severity: Severity;
  readonly confirmed: boolean;
  readonly state: string;
  readonly concern: Concern;
  readonly raisedAt: number | null;
};

/** What a line shows and is ranked by, from the alerts that demand it (at least one). Pure. */
export const summarize = (alerts: readonly Demanding[], now: number) => {
  const severity = Math.max(...alerts.map(a => severityRank[a.severity]));
  return {
    severity,
    confirmed: alerts.some(a => severityRank[a.severity] === severity && a.confirmed),
    resolved: alerts.every(a => a.state === 'ended' || severityRank[a.severity] < severity),
    lane: alerts.some(a => a.concern !== 'device') ? ('clinical' as const) : ('technical' as const),
    slaDueAt: Math.min(...alerts.map(a => (a.raisedAt ?? now) + slaMs[a.severity])),
  };
};
