import type { ActionTaken, Lane, Severity } from '../domain/alert.ts';

/** A patient who came to the worklist, or back to it unreviewed. */
export type Ask = {
  readonly at: number;
  readonly lane: Lane;
  readonly severity: Severity;
  readonly rules: readonly string[];
  readonly because: string | null;
};

/** What one rule set made of one patient's days. */
export type Under = {
  /** alerts that fired, by rule, and how many of them were not quiet then */
  readonly alerts: Readonly<Record<string, { readonly fired: number; readonly spoke: number }>>;
  readonly asks: readonly Ask[];
};

/** An item that people closed as real. */
export type RealItem = { readonly itemId: string; readonly openedAt: number; readonly action: ActionTaken };

/** Whether people did something about it: more than to look on. */
export const isActionable = (action: ActionTaken): boolean =>
  action !== 'nothing-needed' && action !== 'watching';

/** What a replay makes of one patient: plain data, so that a worker can hand it over. */
export type PatientOutcome = {
  readonly patientId: string;
  readonly days: number;
  readonly readings: number;
  readonly historyReadings: number;
  readonly current: Under;
  readonly proposed: Under;
  readonly admissions: readonly number[];
  readonly real: readonly RealItem[];
  /** the patient's own settings contradict the proposal */
  readonly isContradicted: boolean;
  readonly failedRules: readonly string[];
};
