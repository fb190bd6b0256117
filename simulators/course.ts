import { dayMs, hourMs, minuteMs, offsetMs } from '../src/domain/local-day.ts';
import { skewed } from './body.ts';
import { scenarios, stay as stayMix, urgency } from './mix.ts';
import type { ScenarioName, ScenarioRow, Span } from './mix-rows.ts';
import type { Random } from './random.ts';

export type Stay = { readonly admittedAt: number; readonly dischargedAt: number };
export type SevereReading = readonly [at: number, systolicMmHg: number, diastolicMmHg: number];

/** One event of a patient, from the first sign over its outcome to recovery: the ground truth to judge alerts by. */
export type Course = {
  readonly scenario: ScenarioName;
  readonly clinical: boolean;
  readonly onset: number;
  readonly outcome: number;
  readonly recoveredAt: number;
  readonly stay: Stay | null;
  /** at the outcome */
  readonly weightKg: number;
  readonly lastWeek: number;
  readonly signsAt: number;
  readonly fullAt: number;
  readonly systolicMmHg: number;
  readonly pulsePerMin: number;
  readonly glucoseMgDl: number;
  readonly lowChance: number;
  readonly fadesAt: number;
  readonly fadesTo: number;
  readonly severe: readonly SevereReading[];
};

export type Placing = {
  /** when the outcome is, given the time from onset to outcome, and from the severe reading if there is one */
  readonly outcomeAt: (leadMs: number, severeMs: number | null) => number;
  readonly timeZone: string;
};

const toMinute = (at: number): number => Math.floor(at / minuteMs) * minuteMs;

const inWakingHours = (at: number, timeZone: string): number => {
  const hour = Math.floor((at + offsetMs(at, timeZone)) / hourMs) % 24;
  return hour >= 22 || hour < 7 ? at - 9 * hourMs : at;
};

export const drawStayMs = (random: Random): number => {
  const { daysLog, daysLogSd, daysLeast, daysMost } = stayMix;
  return Math.min(daysMost, Math.max(daysLeast, Math.exp(random.normal(daysLog, daysLogSd)))) * dayMs;
};

const drawSevere = (at: number, random: Random): readonly SevereReading[] => {
  const [systolic, diastolic] = [
    random.whole(...urgency.systolicMmHg),
    random.whole(...urgency.diastolicMmHg),
  ];
  const again = [systolic - random.whole(0, 5), diastolic - random.whole(-2, 4)] as const;
  const repeatAt = at + urgency.repeatMinutes * minuteMs;
  const isRepeated = !random.chance(urgency.unrepeated);
  return [[at, systolic, diastolic], ...(isRepeated ? [[repeatAt, ...again] as const] : [])];
};

/** What a course changes; pressure and pulse together, in either direction, or neither. */
const drawSizes = (row: ScenarioRow, random: Random) => {
  const within = ([low, high]: Span) => random.between(low, high);
  const signs = random.chance(row.withSigns) ? 1 : 0;
  const way = random.chance(row.otherWay) ? -1 : 1;
  return {
    weightKg: skewed(random, row.weightKg, row.weightSkew),
    lastWeek: within(row.lastWeek),
    systolicMmHg: within(row.systolicMmHg) * way * signs,
    pulsePerMin: within(row.pulsePerMin) * signs,
    glucoseMgDl: within(row.glucoseMgDl),
    lowChance: within(row.lowChance),
  };
};

export const drawCourse = (
  scenario: ScenarioName,
  { outcomeAt, timeZone }: Placing,
  random: Random,
): Course => {
  const row = scenarios[scenario];
  const within = ([low, high]: Span) => random.between(low, high);
  const leadMs = within(row.leadDays) * dayMs;
  const severeMs = row.severeHours && within(row.severeHours) * hourMs;
  const outcome = toMinute(outcomeAt(leadMs, severeMs));
  const onset = toMinute(outcome - leadMs);
  const atOnsetOrLater = (daysBefore: number) => Math.max(onset, outcome - daysBefore * dayMs);
  const sizes = drawSizes(row, random);
  const signsAt = atOnsetOrLater(within(row.signsDays));
  const fades = random.chance(row.fades);
  const [fadeDays, fadesTo] = [within(row.fadeDays), within(row.fadesTo)];
  const isAdmitted = random.chance(row.admitted);
  const stayMs = drawStayMs(random);
  const stay = isAdmitted ? { admittedAt: outcome, dischargedAt: toMinute(outcome + stayMs) } : null;
  return {
    scenario,
    clinical: row.clinical,
    onset,
    outcome,
    recoveredAt: (stay?.dischargedAt ?? outcome) + within(row.recoveryDays) * dayMs,
    stay,
    ...sizes,
    signsAt,
    fullAt: Math.max(signsAt, outcome - row.fullDays * dayMs),
    fadesAt: fades ? atOnsetOrLater(fadeDays) : outcome,
    fadesTo: fades ? fadesTo : 1,
    severe:
      severeMs === null ? [] : drawSevere(toMinute(inWakingHours(outcome - severeMs, timeZone)), random),
  };
};
