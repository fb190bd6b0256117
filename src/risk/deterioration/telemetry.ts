import type { Severity } from '../../domain/alert.ts';
import type { DailyRollup } from '../../domain/daily.ts';
import type { PatientContext } from '../../domain/patient.ts';
import type { Kind } from '../../domain/reading.ts';

/** What a score looks at of a day. */
export type TelemetryDay = Pick<
  DailyRollup,
  'day' | 'readings' | 'mean' | 'min' | 'max' | 'pulseMean' | 'outOfRange'
>;

export const meanOfDay = ({ mean }: TelemetryDay): number | null => mean;

/** Alerts that fire now about readings or their absence; those about devices, and those raised by a score, do not count. */
export type OpenAlerts = { readonly count: number; readonly worst: Severity | null };

/** What is known of a patient's readings at an instant. */
export type Telemetry = {
  readonly patient: PatientContext;
  readonly at: number;
  /** the last days of each kind, `daysBack` of them and today; each day once, in any order */
  readonly days: Readonly<Record<Kind, readonly TelemetryDay[]>>;
  readonly alerts: OpenAlerts;
};

/** How many local days before today are looked at. */
export const daysBack = 35;

export const scoredConcerns = ['blood-pressure', 'glucose', 'weight', 'adherence'] as const;
