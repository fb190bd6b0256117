import type { AlertState, Concern, Finding, Severity } from './alert.ts';
import type { Limits } from './limits.ts';
import type { PatientContext } from './patient.ts';
import type { Kind, Reading } from './reading.ts';

/** The alert of the same rule that stands at the instant judged. */
export type StandingAlert = {
  readonly state: Exclude<AlertState, 'ended'>;
  readonly startedAt: number;
  readonly severity: Severity;
  readonly confirmed: boolean;
};

/** Everything as it was known at one instant: nothing in it lies after `at`. */
export type Snapshot = {
  readonly at: number;
  /** the reading judged; null when only time has passed */
  readonly reading: Reading | null;
  /** good readings of every kind in measured order up to `at`, `reading` (if good) among them */
  readonly readings: readonly Reading[];
  readonly patient: PatientContext;
  readonly limits: Limits;
  readonly standing: StandingAlert | null;
};

export type Rule = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly concern: Concern;
  readonly kinds: readonly Kind[];
  /** which readings wake it: good ones, suspect ones, or ones whose owner is unclear */
  readonly judges: 'good' | 'suspect' | 'unowned';
  /** a reading that arrived later than this after it was measured is not judged, though still seen in trends */
  readonly latenessLimitMs: number;
  /** true: it looks at a patient even before any reading has come */
  readonly watchesTime: boolean;
  /** where its numbers come from; `convention` where no guideline was found */
  readonly source: string;
  readonly evaluate: (snapshot: Snapshot) => Finding;
};
