import type { Encounter } from '../../domain/encounter.ts';
import { dayMs, hourMs } from '../../domain/local-day.ts';
import { type MonitoringChange, statusAt } from '../../domain/monitoring.ts';
import { isInHospital } from '../features/stays.ts';

/** A patient as followed by the store. */
export type Followed = {
  readonly enrolledAt: number;
  readonly encounters: readonly Encounter[];
  /** in order of `fromAt` */
  readonly changes: readonly MonitoringChange[];
};

export type Range = {
  readonly fromAt: number;
  /** not included */
  readonly toAt: number;
  /** up to when stays are known */
  readonly knownTo: number;
};

/** Why nothing can be learned of an instant; each counts by the first. */
export const leftOutReasons = ['tooRecent', 'inHospital', 'watchEnded', 'notScored'] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** An instant to score as of, and when the event came that was looked ahead to; null: it did not come in time. */
export type Moment = { readonly at: number; readonly event: number | null };
export type MomentOf = Moment | { readonly at: number; readonly leftOut: LeftOutReason };

/** What a model looks ahead to: when it is asked, how far it looks, and what counts. */
export type Target = {
  readonly horizonMs: number;
  /** what is counted, in words: "discharges" */
  readonly noun: string;
  readonly askedAt: (followed: Followed, range: Range) => readonly number[];
  readonly counts: (encounter: Encounter) => boolean;
};

const isIn = (at: number, { fromAt, toAt }: Range): boolean => at >= fromAt && at < toAt;

/** Of every discharge: any inpatient stay that begins within 30 days, as in the data the model was trained on. */
const readmission: Target = {
  horizonMs: 30 * dayMs,
  noun: 'discharges',
  // many are enrolled because they came back: what was before would be events by choice
  askedAt: ({ encounters, enrolledAt }, range) => {
    const ends = encounters.flatMap(e => (e.class === 'inpatient' ? (e.dischargedAt ?? []) : []));
    return [...new Set(ends)].filter(at => at >= enrolledAt && isIn(at, range)).toSorted((a, b) => a - b);
  },
  counts: e => e.class === 'inpatient',
};

const weekMs = 7 * dayMs;
/** a Thursday, at the hour at which panels are scored daily */
const weeklyFrom = 9 * hourMs;
/** days of readings before a first score, as in training */
const learningMs = 28 * dayMs;

/** Weekly, the same instants for everybody: an unplanned inpatient stay that begins within 14 days. */
const deterioration: Target = {
  horizonMs: 14 * dayMs,
  noun: 'patient-weeks',
  askedAt: ({ enrolledAt }, { fromAt, toAt, knownTo }) => {
    const first = Math.max(fromAt, enrolledAt + learningMs);
    const last = Math.min(toAt - 1, knownTo - 14 * dayMs);
    const from = weeklyFrom + Math.ceil((first - weeklyFrom) / weekMs) * weekMs;
    const count = last < from ? 0 : Math.floor((last - from) / weekMs) + 1;
    return Array.from({ length: count }, (_, week) => from + week * weekMs);
  },
  counts: e => e.class === 'inpatient' && e.emergent,
};

export const targets = { 'readmission-30d': readmission, deterioration } as const;
export type Recalibrated = keyof typeof targets;
export const recalibratedModels = Object.keys(targets) as readonly Recalibrated[];

/** When nobody watched a patient any longer, at an instant or in the time after it; null: watched throughout. */
const watchEnd = (changes: readonly MonitoringChange[], at: number, until: number): number | null => {
  if (statusAt(changes, at) === 'ended') return at;
  const end = changes.find(c => c.status === 'ended' && c.fromAt > at && c.fromAt <= until);
  return end?.fromAt ?? null;
};

const momentAt = (
  { horizonMs, counts }: Target,
  { encounters, changes }: Followed,
  knownTo: number,
  at: number,
): MomentOf => {
  const until = at + horizonMs;
  if (until > knownTo) return { at, leftOut: 'tooRecent' };
  if (isInHospital(encounters, at)) return { at, leftOut: 'inHospital' };
  const begun = encounters.filter(e => counts(e) && e.admittedAt > at && e.admittedAt <= until);
  const event = begun.length === 0 ? null : Math.min(...begun.map(e => e.admittedAt));
  const end = watchEnd(changes, at, until);
  if (end !== null && (event === null || event > end)) return { at, leftOut: 'watchEnded' };
  return { at, event };
};

/**
 * When a patient would have been scored, and what came of it. Who was watched no longer (died, hospice, left) before
 * anything came is left out: nobody knows what would have.
 */
export const momentsOf = (target: Target, followed: Followed, range: Range): readonly MomentOf[] =>
  target.askedAt(followed, range).map(at => momentAt(target, followed, range.knownTo, at));
