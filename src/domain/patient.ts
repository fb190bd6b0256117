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
};
