import { z } from 'zod';
import { clear, type Evidence, type Finding, unknown } from '../domain/alert.ts';
import { dayMs, hourMs } from '../domain/local-day.ts';
import type { BloodPressureReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { clearReadings, leastOwnDays, repeatWithinHours } from './bp-params.ts';
import { exceeds, fallsBelow, reaches } from './compare.ts';
import { defineRule, param, type Values } from './define.ts';
import { evidenceOf, spanText } from './evidence.ts';
import { type OwnPressure, ownPressureOf } from './own-pressure.ts';
import { readingsOf, type Session, sessionsAfter, startOf } from './sessions.ts';
import { clearWhenLast } from './window.ts';

const weekDays = 7;

const lowParams = {
  sessionsBeforeWaiting: param(z.number().int().min(1).max(14), 3, {
    what: 'a lone low session waits for the next where the 7 days before had so many sessions; else it tells at once',
    unit: 'sessions',
    source: 'convention: BEAT-HF called below 90 mmHg with symptoms only',
  }),
  repeatWithinHours: repeatWithinHours(36),
  leastOwnDays: leastOwnDays(7),
  belowOwnMmHg: param(z.number().min(0).max(40), 15, {
    what: 'how far below the own level of the weeks before it must lie; not asked of a very low one',
    unit: 'mmHg',
    source: 'convention',
  }),
  clearReadings: clearReadings(2),
};

type Case = { readonly snapshot: Snapshot; readonly repeatMs: number; readonly sessions: readonly Session[] };

const isLow = ({ systolicMmHg }: Session, { limits }: Snapshot): boolean =>
  fallsBelow(systolicMmHg, limits.lowSystolicMmHg);

const evidenceFor = ({ limits }: Snapshot, readings: readonly BloodPressureReading[]): Evidence => {
  const { lowSystolicMmHg, veryLowSystolicMmHg } = limits;
  return evidenceOf(readings, { lowSystolicMmHg, veryLowSystolicMmHg });
};

/** One very low reading decides. */
const veryLow = (reading: BloodPressureReading, snapshot: Snapshot): Finding => ({
  is: 'firing',
  severity: 'urgent',
  confirmed: true,
  because: `systolic ${shown(reading.systolicMmHg)} mmHg; limit ${shown(snapshot.limits.veryLowSystolicMmHg)}`,
  evidence: evidenceFor(snapshot, [reading]),
});

const lowText = ({ limits }: Snapshot, session: Session, { level }: OwnPressure): string => {
  const size = session.readings.length;
  const what = size > 1 ? `mean systolic of ${size} readings` : 'systolic';
  const before = level ? `; ${shown(level.systolicMmHg)} before` : '';
  return `${what} ${shown(session.systolicMmHg)} mmHg; limit ${shown(limits.lowSystolicMmHg)}${before}`;
};

/** A low session by whether the one before it was low too, within the time. */
const judgeLow = (of: Case, session: Session, own: OwnPressure, enough: number): Finding => {
  const { snapshot, repeatMs, sessions } = of;
  const [, before] = sessions;
  const days = own.days.length > 0 ? { days: own.days } : {};
  const groundsOf = (used: readonly Session[]) => ({ ...evidenceFor(snapshot, readingsOf(used)), ...days });
  const text = lowText(snapshot, session, own);
  const firing = { is: 'firing', severity: 'warning', confirmed: true } as const;
  if (snapshot.standing?.state === 'firing')
    return { ...firing, because: text, evidence: groundsOf([session]) };
  const apartMs = before ? startOf(session) - startOf(before) : Number.POSITIVE_INFINITY;
  if (before && apartMs <= repeatMs && isLow(before, snapshot)) {
    const because = `${text}; ${shown(before.systolicMmHg)} ${spanText(apartMs)} before`;
    return { ...firing, because, evidence: groundsOf([session, before]) };
  }
  if (sessions.length <= enough) return { ...firing, because: text, evidence: groundsOf(sessions) };
  return {
    is: 'pending',
    until: startOf(session) + repeatMs,
    severity: 'warning',
    because: `${text}; waiting ${spanText(repeatMs)} for a repeat`,
    evidence: groundsOf(sessions),
  };
};

/** Whoever is always about as low is not told of again for that. */
const isUsual = (session: Session, { level }: OwnPressure, belowOwnMmHg: number): boolean =>
  level !== null && exceeds(session.systolicMmHg, level.systolicMmHg - belowOwnMmHg);

const judgeSilence = ({ snapshot, repeatMs, sessions: [latest] }: Case, own: () => OwnPressure): Finding => {
  if (snapshot.standing?.state !== 'pending' || !latest) return unknown;
  if (!isLow(latest, snapshot)) return clear;
  const { days } = own();
  const evidence = evidenceFor(snapshot, readingsOf([latest]));
  const text = lowText(snapshot, latest, own());
  return {
    is: 'firing',
    severity: 'warning',
    confirmed: false,
    because: `unconfirmed: call; ${text}; no repeat within ${spanText(repeatMs)}`,
    evidence: days.length > 0 ? { ...evidence, days } : evidence,
  };
};

const judgeSession = (of: Case, own: () => OwnPressure, params: Values<typeof lowParams>): Finding => {
  const { snapshot, sessions } = of;
  const [session] = sessions;
  if (session && isLow(session, snapshot)) {
    const known = own();
    if (!isUsual(session, known, params.belowOwnMmHg))
      return judgeLow(of, session, known, params.sessionsBeforeWaiting);
  }
  if (snapshot.standing?.state === 'pending') return clear;
  const isRecovered = ({ systolicMmHg }: BloodPressureReading) =>
    reaches(systolicMmHg, snapshot.limits.lowClearSystolicMmHg);
  return clearWhenLast(snapshot, 'blood-pressure', params.clearReadings, isRecovered);
};

/**
 * Systolic of a session below 90 mmHg, of one reading below 80 urgent (BEAT-HF). A lone low session among others waits
 * for the next one; none coming, it tells "unconfirmed: call". A person always about as low is not told of for that.
 */
export const bpLow = defineRule({
  id: 'bp-low',
  version: 2,
  title: 'Low blood pressure',
  concern: 'blood-pressure',
  group: 'bp-low',
  ladder: ['warning', 'urgent'],
  clears: 'two readings at or above the clear limit',
  steps: [
    'consider calling: dizzy on standing, fainting, a fall, less urine, diarrhoea or vomiting?',
    'consider a repeat, seated and again after standing for 1–3 minutes',
    'consider asking the provider about diuretics and blood pressure medicines the same day',
    'consider having a fall on an anticoagulant looked at the same day',
  ],
  params: lowParams,
  kinds: ['blood-pressure'],
  source: 'BEAT-HF (Trials 2014;15:124): 90 and 80 mmHg; waiting for a repeat and clearing at 95: convention',
  evaluate: (snapshot, params) => {
    const { reading, readings, at, limits, standing } = snapshot;
    const repeatMs = params.repeatWithinHours * hourMs;
    const own = () => ownPressureOf(snapshot, weekDays, params.leastOwnDays);
    if (reading === null) {
      if (standing?.state !== 'pending') return unknown;
      const sessions = sessionsAfter(readings, at - repeatMs - 1, 1);
      return judgeSilence({ snapshot, repeatMs, sessions }, own);
    }
    if (reading.kind !== 'blood-pressure') return unknown;
    if (fallsBelow(reading.systolicMmHg, limits.veryLowSystolicMmHg)) return veryLow(reading, snapshot);
    const sessions = sessionsAfter(readings, at - weekDays * dayMs, params.sessionsBeforeWaiting + 1);
    return judgeSession({ snapshot, repeatMs, sessions }, own, params);
  },
});
