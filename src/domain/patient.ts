import { lastEndOf, type MonitoringChange } from './monitoring.ts';
import type { Kind } from './reading.ts';

export const patientFlags = ['insulin', 'sulfonylurea', 'anticoagulant', 'beta-blocker', 'pregnant'] as const;
/** What was recorded of a patient that changes how readings are judged. */
export type PatientFlag = (typeof patientFlags)[number];

/** A device a patient holds, as it last spoke of itself. */
export type HeldDevice = {
  readonly deviceId: string;
  readonly kind: Kind;
  readonly batteryPercent: number | null;
  readonly statusAt: number | null;
  readonly gateway: string | null;
};

/** What rules may know of a patient besides readings. */
export type PatientContext = {
  readonly patientId: string;
  readonly programId: string;
  readonly timeZone: string;
  readonly enrolledAt: number;
  /** expected readings a week by kind, from the devices assigned now */
  readonly expectedPerWeek: Readonly<Partial<Record<Kind, number>>>;
  /** since when, by kind, where that is later than the enrolment */
  readonly expectedSince?: Readonly<Partial<Record<Kind, number>>>;
  readonly dryWeightKg: number | null;
  readonly flags: readonly PatientFlag[];
  /** dry weights of others who share a scale with the patient */
  readonly householdKg: readonly number[];
  /** devices held now */
  readonly devices: readonly HeldDevice[];
  /** ends of inpatient stays on file, oldest first */
  readonly discharges: readonly number[];
  /** changes of status in the order in which they take effect, planned ones too */
  readonly monitoring: readonly MonitoringChange[];
};

/** When the last hospital stay on file, by record or by status, was over at an instant; null without one. */
export const lastDischargeAt = ({ monitoring, discharges }: PatientContext, at: number): number | null => {
  const recorded = discharges.findLast(end => end <= at) ?? null;
  const byStatus = lastEndOf(monitoring, ['in-hospital'], at);
  if (recorded === null || byStatus === null) return recorded ?? byStatus;
  return Math.max(recorded, byStatus);
};

/** Trends look back to here at most: the end of the last hospital stay before `at` (CLINICAL: a new baseline starts). */
export const baselineStartsAt = (patient: PatientContext, at: number): number =>
  lastDischargeAt(patient, at) ?? Number.NEGATIVE_INFINITY;
