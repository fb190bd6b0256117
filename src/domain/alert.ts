import type { DailyRollup } from './daily.ts';
import type { PatientContext } from './patient.ts';

export const severities = ['info', 'warning', 'urgent', 'critical'] as const;
export type Severity = (typeof severities)[number];

export const severityRank: Readonly<Record<Severity, number>> = {
  info: 0,
  warning: 1,
  urgent: 2,
  critical: 3,
};

export const worst = (a: Severity, b: Severity): Severity => (severityRank[a] >= severityRank[b] ? a : b);

/** Urgent and critical alerts never leave the worklist without a person's review. */
export const needsPerson = (severity: Severity): boolean => severityRank[severity] >= severityRank.urgent;

export const concerns = [
  'blood-pressure',
  'glucose',
  'weight',
  'symptoms',
  'adherence',
  'device',
  'risk',
  'task',
] as const;
export type Concern = (typeof concerns)[number];

export const alertStates = ['pending', 'firing', 'ended'] as const;
export type AlertState = (typeof alertStates)[number];

export const endReasons = ['cleared', 'not-confirmed', 'superseded'] as const;
/** `superseded`: a reading that arrived late showed that it should not have been raised. */
export type EndReason = (typeof endReasons)[number];

export const quietReasons = ['cool-down', 'merged', 'inhibited', 'gateway'] as const;
/**
 * Why an alert that fires asks for nobody. `cool-down`: a person dealt with one like it; `merged`: it came again on the
 * same open line; `inhibited`: a worse one of the same concern speaks for it; `gateway`: a gateway is silent.
 */
export type QuietReason = (typeof quietReasons)[number];

/** How a finding came about: the instant, what was judged, what stood, and the versions of what it was judged by. */
export type Judgement = {
  readonly at: number;
  /** null when only time had passed */
  readonly readingId: string | null;
  readonly standing: {
    readonly state: 'pending' | 'firing';
    readonly startedAt: number;
    readonly severity: Severity;
    readonly confirmed: boolean;
  } | null;
  readonly limitsVersion: number;
  readonly overrideIds: readonly string[];
  /** what was known of the patient then */
  readonly patient: PatientContext;
  /** what the rule found, which may be less than what the alert had come to before */
  readonly found: {
    readonly is: 'firing' | 'pending';
    readonly severity: Severity;
    readonly confirmed: boolean;
  };
};

/**
 * The readings, days and limits a finding rests on: the rule finds the same on these alone. Days are rollups that lie
 * before the readings. `judged` is added by the fold.
 */
export type Evidence = {
  readonly readings: readonly { readonly id: string; readonly measuredAt: number; readonly value: string }[];
  readonly limits: Readonly<Record<string, number>>;
  readonly days?: readonly DailyRollup[];
  readonly judged?: Judgement;
};

type Grounds = { readonly because: string; readonly evidence: Evidence };

/**
 * What a rule says of a patient at one instant. Only `clear` (or a person) ends an alert; `unknown` never does.
 * `checkAt` asks to be looked at again at that instant although no reading may come.
 */
export type Finding =
  | ({
      readonly is: 'firing';
      readonly severity: Severity;
      readonly confirmed: boolean;
      readonly checkAt?: number;
    } & Grounds)
  | ({ readonly is: 'pending'; readonly until: number; readonly severity: Severity } & Grounds)
  | { readonly is: 'clear'; readonly checkAt?: number }
  | { readonly is: 'unknown'; readonly checkAt?: number };

export const unknown: Finding = { is: 'unknown' };
export const clear: Finding = { is: 'clear' };

export const verdicts = ['true', 'artefact', 'technique', 'other-person', 'expected'] as const;
/** Was the alert real? */
export type Verdict = (typeof verdicts)[number];

export const actionsTaken = [
  'advised-patient',
  'advised-caregiver',
  'informed-provider',
  'medication-changed',
  'visit-arranged',
  'emergency-services',
  'device-help',
  'watching',
  'nothing-needed',
] as const;
/** What was done about it? */
export type ActionTaken = (typeof actionsTaken)[number];

export const lanes = ['clinical', 'tasks', 'no-data', 'technical'] as const;
/**
 * `tasks`: a task fell due, and nothing clinical is told of; `no-data`: only silence is; `technical`: only devices and what
 * they sent. None of them is the clinical queue.
 */
export type Lane = (typeof lanes)[number];
