import type { Finding } from '../domain/alert.ts';
import type { DailyRollup } from '../domain/daily.ts';
import { dayMs, localDay, spokenDay, startOfLocalDay } from '../domain/local-day.ts';
import type { Kind } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { type CatalogueRule, defineRule } from './define.ts';
import { daysText, evidenceOf } from './evidence.ts';
import { type MissedParams, missedParams } from './missed-params.ts';
import {
  batteryText,
  expectedFrom,
  expectedKinds,
  heardDays,
  isFragile,
  programDays,
  usualDays,
} from './silence.ts';
import { lastIndexOf, lookBackMs } from './window.ts';

const latenessLimitMs = 35 * dayMs;
const rollupDays = 35;
const never = Number.NEGATIVE_INFINITY;

type Missed = { readonly id: string; readonly kind: Kind; readonly noun: string; readonly title: string };

/** A silence of one kind, and how many whole local days of it are allowed. */
type Silence = {
  /** the last local day with a reading, whenever that was; −∞ without one in five weeks */
  readonly readDay: number;
  /** that day, or the one from which on readings are expected if it is later */
  readonly lastDay: number;
  readonly startText: string;
  /** whether readings of another kind came after it */
  readonly isHeard: boolean;
  readonly allowed: number;
  /** whether own habit allows more than the program does */
  readonly isOwn: boolean;
  /** the first local day on which it may be told of */
  readonly firesDay: number;
  /** from this day on the patient is wholly silent, and one kind, the most frequent, speaks for all */
  readonly spokenForDay: number | null;
  readonly days: readonly DailyRollup[];
};

const lastOf = (days: readonly { readonly day: number }[]): number => days.at(-1)?.day ?? never;

/** The day on which a patient was heard again after the last silence that was longer than allowed; −∞ without one. */
const resumedDay = (heard: readonly number[], allowed: number): number => {
  const index = heard.findLastIndex((day, i) => i > 0 && day - (heard[i - 1] as number) - 1 > allowed);
  return heard[index] ?? never;
};

const silenceOf = (snapshot: Snapshot, kind: Kind, params: MissedParams): Silence => {
  const { patient, limits } = snapshot;
  const programOf = (one: Kind) =>
    programDays(limits.missedDays, patient.expectedPerWeek[one] ?? 0, params.expectedToMiss);
  const expected = expectedKinds(patient);
  const days = expected.flatMap(one => snapshot.days(one));
  const heard = heardDays(days);
  const ownDays = days.filter(day => day.kind === kind);
  const start = expectedFrom(snapshot, kind);
  const startDay = localDay(start.at, patient.timeZone);
  const readDay = lastOf(ownDays);
  const lastDay = Math.max(readDay, startDay);
  const heardDay = Math.max(startDay, heard.at(-1) ?? never);
  const program = programOf(kind);
  const leastProgram = Math.min(...expected.map(programOf));
  const whole = Math.max(leastProgram, usualDays(heard, params));
  const silence = { readDay, lastDay, startText: readDay < startDay ? start.text : '', days };
  if (heardDay <= lastDay && program === leastProgram)
    return {
      ...silence,
      isHeard: false,
      allowed: whole,
      isOwn: whole > program,
      firesDay: lastDay + whole + 1,
      spokenForDay: null,
    };
  const own = usualDays(heardDays(ownDays), params);
  const allowed = Math.ceil(Math.max(program, own) * params.heardFactor);
  const from = Math.max(lastDay, resumedDay(heard, whole));
  const spokenForDay = heardDay + whole + 1;
  return {
    ...silence,
    isHeard: true,
    allowed,
    isOwn: own > program,
    firesDay: from + allowed + 1,
    spokenForDay,
  };
};

const sinceText = ({ at, patient }: Snapshot, { lastDay, startText }: Silence): string => {
  const days = localDay(at, patient.timeZone) - lastDay;
  if (days > rollupDays) return 'for at least 5 weeks';
  return `since ${startText}${spokenDay(lastDay)} (${daysText(days)})`;
};

const otherwise = (snapshot: Snapshot, { isHeard }: Silence): string => {
  if (isHeard) return ', though other readings came after';
  return expectedKinds(snapshot.patient).length > 1 ? ', nor anything else' : '';
};

const silent = (
  snapshot: Snapshot,
  { kind, noun }: Missed,
  silence: Silence,
  params: MissedParams,
): Finding => {
  const { at, readings, patient } = snapshot;
  const { lastDay, allowed, isOwn, days } = silence;
  const perWeek = patient.expectedPerWeek[kind] ?? 0;
  const last = readings[lastIndexOf(readings, kind, readings.length, at - lookBackMs)];
  const gravesAt = startOfLocalDay(lastDay + params.warningDays + 1, patient.timeZone);
  const isGrave = at >= gravesAt || isFragile(patient, at, params.dischargeDays);
  const expected = `expected ${shown(perWeek)} a week${isOwn ? `, by own habit ${daysText(allowed)} are waited` : ''}`;
  const battery = batteryText(snapshot, kind, params.lowBatteryPercent);
  return {
    is: 'firing',
    severity: isGrave ? 'warning' : 'info',
    confirmed: true,
    because: `no ${noun} ${sinceText(snapshot, silence)}${otherwise(snapshot, silence)}; ${expected}${battery}`,
    evidence: {
      ...evidenceOf(last ? [last] : [], { missedDays: allowed, expectedPerWeek: perWeek }),
      ...(days.length > 0 && { days }),
    },
    ...(!isGrave && { checkAt: gravesAt }),
  };
};

/** A reading has come: as soon as anything may be missed again, own habit is looked at. */
const nextLook = (
  { patient, limits }: Snapshot,
  today: number,
  { expectedToMiss }: MissedParams,
): Finding => {
  const allowed = expectedKinds(patient).map(kind =>
    programDays(limits.missedDays, patient.expectedPerWeek[kind] ?? 0, expectedToMiss),
  );
  return { is: 'clear', checkAt: startOfLocalDay(today + Math.min(...allowed) + 1, patient.timeZone) };
};

const judge = (snapshot: Snapshot, missed: Missed, params: MissedParams): Finding => {
  const { at, reading, patient, standing } = snapshot;
  const { timeZone } = patient;
  const today = localDay(at, timeZone);
  const tomorrow = startOfLocalDay(today + 1, timeZone);
  if (!patient.expectedPerWeek[missed.kind]) return { is: 'clear', checkAt: tomorrow };
  if (reading) return nextLook(snapshot, today, params);
  const silence = silenceOf(snapshot, missed.kind, params);
  const { readDay, firesDay, spokenForDay } = silence;
  const isUnbroken = standing?.state === 'firing' && readDay < localDay(standing.startedAt, timeZone);
  if (isUnbroken) return silent(snapshot, missed, silence, params);
  if (today < firesDay) return { is: 'clear', checkAt: startOfLocalDay(firesDay, timeZone) };
  const isSpokenFor = spokenForDay !== null && today >= spokenForDay;
  return isSpokenFor ? { is: 'clear', checkAt: tomorrow } : silent(snapshot, missed, silence, params);
};

/** A rule on silence: fires when more whole local days pass without a good reading than the program allows and the patient is used to. */
export const missedReadings = (missed: Missed): CatalogueRule =>
  defineRule({
    id: missed.id,
    version: 2,
    title: missed.title,
    concern: 'adherence',
    coolDownMs: 7 * dayMs,
    group: `silence-${missed.kind}`,
    ladder: ['info', 'warning'],
    clears: 'a reading comes',
    steps: [
      'consider calling: is the patient well, at home, in hospital?',
      'consider asking whether the device works: battery, reach of the gateway, cuff or strips',
      'consider recording an absence with its end, so that nobody asks before',
    ],
    params: missedParams,
    kinds: [missed.kind],
    latenessLimitMs,
    watchesTime: true,
    source:
      'BEAT-HF (PMC7352152): lower adherence precedes admission; 2 days, own habit and margins: convention',
    evaluate: (snapshot, params) => judge(snapshot, missed, params),
  });
