import { z } from 'zod';
import { clear, type Finding, type Severity, unknown } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import type { BloodPressureReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { leastOwnDays } from './bp-params.ts';
import { fallsBelow, reaches } from './compare.ts';
import { defineRule, param, slowUrgentAcceptanceMs, type Values } from './define.ts';
import { daysText, evidenceOf, pressureText } from './evidence.ts';
import { notKnown, type OwnPressure, ownPressureOf } from './own-pressure.ts';
import { countDays, type Pressures, readingsOf, type Session, sessionsAfter } from './sessions.ts';

const weekDays = 7;
const acc = 'ACC scan 2022-01-21: triggers of 3 or more elevated readings were acted on 62 % of the time';

const mmHg = (most: number, byDefault: number, what: string, source = 'convention') =>
  param(z.number().min(0).max(most), byDefault, { what, unit: 'mmHg', source });

const repeatedParams = {
  sessions: param(z.number().int().min(2).max(10), 3, {
    what: 'how many sessions in a row, within 7 days, must be high, and how many end it',
    unit: 'sessions',
    source: acc,
  }),
  leastDays: param(z.number().int().min(1).max(7), 2, {
    what: 'on how many local days they must lie',
    unit: 'days',
    source: 'convention: one bad day is none',
  }),
  highSystolicMmHg: mmHg(
    250,
    160,
    'high at or above, systolic',
    'convention: halfway from stage 2 to severe',
  ),
  highDiastolicMmHg: mmHg(150, 100, 'high at or above, diastolic', 'convention: from stage 2 to severe'),
  urgentBelowSevereMmHg: mmHg(20, 10, 'urgent where each is this near to severe, of either pressure'),
  aboveOwnMmHg: mmHg(60, 15, 'high too this far above the own systolic level of the weeks before'),
  leastSystolicMmHg: mmHg(180, 140, 'but then at or above this', 'AHA/ACC stage 2: 140 mmHg'),
  leastOwnDays: leastOwnDays(7),
  clearMarginMmHg: mmHg(20, 5, 'how far below both limits sessions must be to end it'),
};

type RepeatedParams = Values<typeof repeatedParams>;

type Case = {
  readonly snapshot: Snapshot;
  readonly params: RepeatedParams;
  readonly sessions: readonly Session[];
};

const all = ({ sessions }: Case, { systolicMmHg, diastolicMmHg }: Pressures): boolean =>
  sessions.every(s => reaches(s.systolicMmHg, systolicMmHg) || reaches(s.diastolicMmHg, diastolicMmHg));

const severityOf = (of: Case): Severity => {
  const { severeSystolicMmHg, severeDiastolicMmHg } = of.snapshot.limits;
  const { urgentBelowSevereMmHg } = of.params;
  const isNear = all(of, {
    systolicMmHg: severeSystolicMmHg - urgentBelowSevereMmHg,
    diastolicMmHg: severeDiastolicMmHg - urgentBelowSevereMmHg,
  });
  return isNear ? 'urgent' : 'warning';
};

const repeated = (of: Case, limit: Pressures, own: OwnPressure): Finding => {
  const { snapshot, sessions } = of;
  const values = sessions.toReversed().map(s => pressureText(s.systolicMmHg, s.diastolicMmHg));
  const days = countDays(sessions, snapshot.patient.timeZone);
  const before = own.level ? `, ${shown(own.level.systolicMmHg)} before` : '';
  return {
    is: 'firing',
    severity: severityOf(of),
    confirmed: true,
    because: `blood pressure ${values.join(', ')} mmHg in ${sessions.length} sessions on ${daysText(days)}; limit ${pressureText(limit.systolicMmHg, limit.diastolicMmHg)}${before}`,
    evidence: {
      ...evidenceOf(readingsOf(sessions), {
        highSystolicMmHg: limit.systolicMmHg,
        highDiastolicMmHg: limit.diastolicMmHg,
      }),
      ...(own.days.length > 0 ? { days: own.days } : {}),
    },
  };
};

const mayBeHigh = ({ systolicMmHg, diastolicMmHg }: BloodPressureReading, params: RepeatedParams): boolean =>
  reaches(systolicMmHg, params.leastSystolicMmHg) || reaches(diastolicMmHg, params.highDiastolicMmHg);

const judgeSessions = (of: Case): Finding => {
  const { snapshot, params, sessions } = of;
  const { highSystolicMmHg, highDiastolicMmHg } = params;
  const fixed = { systolicMmHg: highSystolicMmHg, diastolicMmHg: highDiastolicMmHg };
  if (all(of, fixed)) return repeated(of, fixed, notKnown);
  const couldBe = all(of, { ...fixed, systolicMmHg: params.leastSystolicMmHg });
  if (!couldBe && !snapshot.standing) return unknown;
  const own = ownPressureOf(snapshot, weekDays, params.leastOwnDays);
  const ownLimit = own.level ? own.level.systolicMmHg + params.aboveOwnMmHg : highSystolicMmHg;
  const limit = {
    ...fixed,
    systolicMmHg: Math.min(highSystolicMmHg, Math.max(params.leastSystolicMmHg, ownLimit)),
  };
  if (couldBe && all(of, limit)) return repeated(of, limit, own);
  const isOver = sessions.every(
    s =>
      fallsBelow(s.systolicMmHg, limit.systolicMmHg - params.clearMarginMmHg) &&
      fallsBelow(s.diastolicMmHg, limit.diastolicMmHg - params.clearMarginMmHg),
  );
  return snapshot.standing && isOver ? clear : unknown;
};

/**
 * Three sessions in a row, on two days, each ≥160 or ≥100 mmHg, or each ≥140 and 15 above the person's own level of the
 * weeks before; urgent where each comes within 10 of severe.
 */
export const bpHighRepeated = defineRule({
  id: 'bp-high-repeated',
  version: 1,
  title: 'High blood pressure again and again',
  concern: 'blood-pressure',
  coolDownMs: 7 * dayMs,
  urgentAcceptanceMs: slowUrgentAcceptanceMs,
  group: 'bp-high',
  ladder: ['warning', 'urgent'],
  clears: 'as many sessions in a row below both limits by the clear margin',
  steps: [
    'consider calling today: symptoms, missed doses, pain relief, salt?',
    'consider checking technique and cuff size on the phone',
    'consider asking the provider for a change of treatment, the same day where it is urgent',
  ],
  params: repeatedParams,
  kinds: ['blood-pressure'],
  source: `${acc}; AHA/ACC stage 2; 160/100 and 15 mmHg above the own level: convention, by measurement`,
  evaluate: (snapshot, params) => {
    const { reading, readings, at, patient, standing } = snapshot;
    if (reading?.kind !== 'blood-pressure') return unknown;
    if (!standing && !mayBeHigh(reading, params)) return unknown;
    const sessions = sessionsAfter(readings, at - weekDays * dayMs, params.sessions);
    if (sessions.length < params.sessions) return unknown;
    if (countDays(sessions, patient.timeZone) < params.leastDays) return unknown;
    return judgeSessions({ snapshot, params, sessions });
  },
});
