import type { Severity } from '../../domain/alert.ts';
import { localDay } from '../../domain/local-day.ts';
import { baselineStartsAt } from '../../domain/patient.ts';
import { type Kind, kinds } from '../../domain/reading.ts';
import { type AdherenceFeatures, adherenceOf } from './adherence.ts';
import { type GlucoseFeatures, glucoseOf } from './glucose-features.ts';
import { type PressureFeatures, pressureOf } from './pressure-features.ts';
import type { Telemetry } from './telemetry.ts';
import { baselineDays, recentDays } from './telemetry-window.ts';
import { type WeightFeatures, weightOf } from './weight-features.ts';

/** What a patient's readings say of the last weeks. A kind that nobody expects and that did not come is null. */
export type TelemetryFeatures = {
  /** kinds that are expected or came, joined by "+" */
  readonly measures: string;
  readonly weight: WeightFeatures | null;
  readonly pressure: PressureFeatures | null;
  readonly glucose: GlucoseFeatures | null;
  readonly adherence: AdherenceFeatures;
  readonly openAlerts: number;
  readonly worstAlert: Severity | 'none';
};

/**
 * What the readings of the last weeks say as of an instant. Levels, gains and trends take in what came of today; what was
 * missed counts whole days only. A new baseline starts after a hospital stay.
 */
export const telemetryFeatures = (telemetry: Telemetry): TelemetryFeatures => {
  const { patient, at, days, alerts } = telemetry;
  const today = localDay(at, patient.timeZone);
  const startsAt = baselineStartsAt(patient, at);
  const starts = startsAt === Number.NEGATIVE_INFINITY ? startsAt : localDay(startsAt, patient.timeZone);
  const window = { today, baselineFrom: Math.max(today - recentDays - baselineDays, starts) };
  const has = (kind: Kind) => (patient.expectedPerWeek[kind] ?? 0) > 0 || days[kind].length > 0;
  return {
    measures: kinds.filter(has).join('+'),
    weight: has('weight') ? weightOf(days.weight, window, patient) : null,
    pressure: has('blood-pressure') ? pressureOf(days['blood-pressure'], window) : null,
    glucose: has('glucose') ? glucoseOf(days.glucose, window) : null,
    adherence: adherenceOf(telemetry, today),
    openAlerts: alerts.count,
    worstAlert: alerts.worst ?? 'none',
  };
};
