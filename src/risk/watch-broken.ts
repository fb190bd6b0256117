import type { Broken } from './score-patients.ts';
import type { RiskScorer, TelemetryOf } from './scorer.ts';

/** Tells once of each score that breaks in a run. */
export const watchBroken = (onBroken?: (scorer: RiskScorer, error: unknown) => void): Broken => {
  const told = new Set<RiskScorer>();
  const wholly = new Set<RiskScorer>();
  return {
    has: scorer => wholly.has(scorer),
    note: (scorer, error, isWhole) => {
      if (isWhole) wholly.add(scorer);
      if (told.has(scorer)) return;
      told.add(scorer);
      onBroken?.(scorer, error);
    },
  };
};

/** Readings that cannot be read break every score that rests on them. */
export const readingSafely =
  (telemetryOf: TelemetryOf, scorers: readonly RiskScorer[], broken: Broken): TelemetryOf =>
  async (patientIds, at) => {
    try {
      return await telemetryOf(patientIds, at);
    } catch (error) {
      for (const scorer of scorers)
        if (scorer.restsOn === 'readings' && scorer.unavailable === null) broken.note(scorer, error, true);
      return new Map();
    }
  };
