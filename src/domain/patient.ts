import { lastEndOf, type MonitoringChange } from './monitoring.ts';
import type { Kind } from './reading.ts';

/** What rules may know of a patient besides readings. */
export type PatientContext = {
  readonly patientId: string;
  readonly timeZone: string;
  readonly enrolledAt: number;
  /** expected readings a week by kind, from the devices assigned now */
  readonly expectedPerWeek: Readonly<Partial<Record<Kind, number>>>;
  /** since when, by kind, where that is later than the enrolment */
  readonly expectedSince?: Readonly<Partial<Record<Kind, number>>>;
  readonly dryWeightKg: number | null;
  /** changes of status in the order in which they take effect, planned ones too */
  readonly monitoring: readonly MonitoringChange[];
};

/** Trends look back to here at most: the end of the last hospital stay before `at` (CLINICAL: a new baseline starts). */
export const baselineStartsAt = ({ monitoring }: PatientContext, at: number): number =>
  lastEndOf(monitoring, ['in-hospital'], at) ?? Number.NEGATIVE_INFINITY;
