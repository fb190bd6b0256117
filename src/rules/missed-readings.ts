import type { Finding } from '../domain/alert.ts';
import { dayMs, localDay, spokenDay, startOfLocalDay } from '../domain/local-day.ts';
import { lastEndOf, notExpected } from '../domain/monitoring.ts';
import type { Kind, Reading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { type CatalogueRule, defineRule } from './define.ts';
import { daysText, evidenceOf } from './evidence.ts';
import { lastIndexOf, lookBackMs } from './window.ts';

const latenessLimitMs = 35 * dayMs;
const expectedToMiss = 2;

type Missed = { readonly id: string; readonly kind: Kind; readonly noun: string; readonly title: string };

const allowedDays = (missedDays: number, perWeek: number): number =>
  Math.max(missedDays, Math.ceil((expectedToMiss * 7) / perWeek - 1e-9));

type Start = { readonly at: number; readonly text: string };

/** From when on a reading is expected: the enrolment, a device, or the return from an absence. */
const expectedFrom = ({ at, patient }: Snapshot, kind: Kind): Start => {
  const enrolledAt = Math.max(patient.enrolledAt, patient.expectedSince?.[kind] ?? 0);
  const returnedAt = lastEndOf(patient.monitoring, notExpected, at) ?? Number.NEGATIVE_INFINITY;
  return returnedAt > enrolledAt
    ? { at: returnedAt, text: 'the return on ' }
    : { at: enrolledAt, text: 'enrolment on ' };
};

const sinceText = (snapshot: Snapshot, kind: Kind, last: Reading | undefined): string => {
  const { at, patient } = snapshot;
  const from = expectedFrom(snapshot, kind);
  const measured = last && last.measuredAt >= from.at;
  if (!measured && from.at <= at - lookBackMs) return 'for at least 8 days';
  const day = localDay(measured ? last.measuredAt : from.at, patient.timeZone);
  const days = daysText(localDay(at, patient.timeZone) - day);
  return `since ${measured ? '' : from.text}${spokenDay(day)} (${days})`;
};

const silent = (
  snapshot: Snapshot,
  { kind, noun }: Missed,
  last: Reading | undefined,
  perWeek: number,
  allowed: number,
): Finding => ({
  is: 'firing',
  severity: 'info',
  confirmed: true,
  because: `no ${noun} ${sinceText(snapshot, kind, last)}; expected ${shown(perWeek)} a week`,
  evidence: evidenceOf(last ? [last] : [], { missedDays: allowed, expectedPerWeek: perWeek }),
});

const judge = (snapshot: Snapshot, missed: Missed): Finding => {
  const { kind } = missed;
  const { at, readings, patient, limits, standing } = snapshot;
  const perWeek = patient.expectedPerWeek[kind];
  if (!perWeek)
    return { is: 'clear', checkAt: startOfLocalDay(localDay(at, patient.timeZone) + 1, patient.timeZone) };
  const allowed = allowedDays(limits.missedDays, perWeek);
  const last = readings[lastIndexOf(readings, kind)];
  const base = Math.max(last?.measuredAt ?? 0, expectedFrom(snapshot, kind).at);
  const firesAt = startOfLocalDay(localDay(base, patient.timeZone) + allowed + 1, patient.timeZone);
  const staysSilent = !last && standing?.state === 'firing';
  return at >= firesAt || staysSilent
    ? silent(snapshot, missed, last, perWeek, allowed)
    : { is: 'clear', checkAt: firesAt };
};

/** A rule on silence: fires when whole local days pass without a good reading, sooner the more are expected a week. */
export const missedReadings = (missed: Missed): CatalogueRule =>
  defineRule({
    id: missed.id,
    version: 1,
    title: missed.title,
    concern: 'adherence',
    group: `silence-${missed.kind}`,
    ladder: ['info'],
    clears: 'a reading comes',
    steps: [],
    params: {},
    kinds: [missed.kind],
    latenessLimitMs,
    watchesTime: true,
    source:
      'Convention: 2 expected readings missed; BEAT-HF (PMC7352152): lower adherence precedes admission',
    evaluate: snapshot => judge(snapshot, missed),
  });
