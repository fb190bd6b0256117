import { type Severity, worst } from '../domain/alert.ts';
import type { Change, OnChange } from '../evaluation/driver.ts';
import { type OpenAlerts, scoredConcerns } from '../risk/deterioration/telemetry.ts';

type Told = { readonly at: number; readonly isFiring: boolean; readonly severity: Severity };

const concerns: ReadonlySet<string> = new Set(scoredConcerns);

const toldOf = (at: number, { episode }: Change): Told => ({
  at,
  isFiring: episode.firedAt !== null && episode.endedAt === null && episode.endReason !== 'superseded',
  severity: episode.severity,
});

/** Keeps what was told of a patient's alerts, and says which fired as of an instant. */
export const createAlertLog = () => {
  const byEpisode = new Map<string, Told[]>();
  const onChange: OnChange = (at, changes) => {
    for (const change of changes) {
      if (!concerns.has(change.rule.concern)) continue;
      const known = byEpisode.get(change.episode.id);
      const told = toldOf(at, change);
      if (known) known.push(told);
      else byEpisode.set(change.episode.id, [told]);
    }
  };
  const openAt = (at: number): OpenAlerts => {
    let count = 0;
    let severity: Severity | null = null;
    for (const told of byEpisode.values()) {
      const last = told.findLast(one => one.at < at);
      if (!last?.isFiring) continue;
      count += 1;
      severity = severity === null ? last.severity : worst(severity, last.severity);
    }
    return { count, worst: severity };
  };
  return { onChange, openAt };
};
