import type { CaseloadBody } from '../contract/reports.ts';
import { severities, severityRank } from '../domain/alert.ts';

/** Convention: a critical item is worked on at once and long, an informative one in passing. */
export const weights = { critical: 8, urgent: 4, warning: 2, info: 1, highestTier: 2 } as const;

export type OpenItem = {
  readonly owner: string | null;
  readonly severity: number;
  readonly isHighestTier: boolean;
  readonly isOverdue: boolean;
  readonly isSnoozed: boolean;
  readonly isAwaiting: boolean;
};

type Load = Omit<CaseloadBody['people'][number], 'person' | 'absentToday'>;

/** What a person's open items come to. Pure. */
export const workloadOf = (items: readonly OpenItem[]): Load => {
  const countWhere = (holds: (item: OpenItem) => boolean): number => items.filter(holds).length;
  const bySeverity = Object.fromEntries(
    severities.map(severity => [severity, countWhere(item => item.severity === severityRank[severity])]),
  ) as Load['bySeverity'];
  const highestTier = countWhere(item => item.isHighestTier);
  const bySeverities = severities.reduce((sum, s) => sum + weights[s] * (bySeverity[s] ?? 0), 0);
  return {
    items: items.length,
    bySeverity,
    highestTier,
    overdue: countWhere(item => item.isOverdue),
    snoozed: countWhere(item => item.isSnoozed),
    awaitingProvider: countWhere(item => item.isAwaiting),
    workload: bySeverities + weights.highestTier * highestTier,
  };
};
