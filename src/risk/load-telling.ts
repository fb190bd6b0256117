import type { Store } from '../db/open.ts';
import { defaultRiskSettings } from '../domain/risk.ts';
import type { Telling } from './bodies.ts';
import { loadCalibrations } from './calibrations.ts';
import { rankingMethod } from './ranking-method.ts';
import type { RiskScorer } from './scorer.ts';

type ProgramRow = Store['t']['program']['$inferSelect'];

/** What a program's scores are told with. */
export const loadTelling = async (
  deps: Pick<Store, 'reader' | 't'>,
  { id, riskSettings, riskScoredAt }: ProgramRow,
): Promise<Telling> => ({
  programId: id,
  switchedOn: riskSettings?.deterioration?.modelVersion ?? null,
  calibrations: await loadCalibrations(deps),
  scoredAt: riskScoredAt,
});

/** How a program's ranking differs from its choice, and why. */
export const degradedOf = (
  { rankBy, riskSettings }: ProgramRow,
  scorers: readonly RiskScorer[],
): string | null =>
  rankingMethod({ rankBy, settings: riskSettings ?? defaultRiskSettings }, scorers).degraded;
