import type { AlertState, Concern, Finding, Severity } from './alert.ts';
import type { DailyRollup } from './daily.ts';
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
  /** of one kind: local days with a good reading, oldest first, from 35 days before `at`'s own day up to `at` */
  readonly days: (kind: Kind) => readonly DailyRollup[];
  readonly patient: PatientContext;
  readonly limits: Limits;
  /** the rule's own parameters, already validated; `defineRule` gives them their type */
  readonly params: Readonly<Record<string, unknown>>;
  readonly standing: StandingAlert | null;
};

export type Rule = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly concern: Concern;
  /** rules of one matter: of two that are equally severe the one earlier in the catalogue speaks for both */
  readonly group: string;
  readonly kinds: readonly Kind[];
  /** which readings wake it: good ones, suspect ones, or ones whose owner is unclear */
  readonly judges: 'good' | 'suspect' | 'unowned';
  /** a reading that arrived later than this after it was measured is not judged, though still seen in trends */
  readonly latenessLimitMs: number;
  /** true: it looks at a patient even before any reading has come */
  readonly watchesTime: boolean;
  /** where its numbers come from; `convention` where no guideline was found */
  readonly source: string;
  /** what it may say, mildest first */
  readonly ladder: readonly Severity[];
  /** in a sentence: when an alert of it ends by itself */
  readonly clears: string;
  /** what a case manager may consider, each beginning with `consider`, in order */
  readonly steps: readonly string[];
  /** false: it ships switched off and a program switches it on */
  readonly startsEnabled: boolean;
  /** after a person has dealt with an alert of it, one that is no worse is quiet for so long */
  readonly coolDownMs: number;
  /** how long an urgent alert that still fires stays quiet once a person has accepted it, unless she says otherwise */
  readonly urgentAcceptanceMs: number;
  /** its own parameters as it ships */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly evaluate: (snapshot: Snapshot) => Finding;
};
