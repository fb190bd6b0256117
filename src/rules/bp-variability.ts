import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { leastOwnDays } from './bp-params.ts';
import { fallsBelow, reaches } from './compare.ts';
import { defineRule, param, type Values } from './define.ts';
import { daysText, evidenceOf } from './evidence.ts';
import { partDays, systolicOf, valuesOf } from './level-shift.ts';
import { median, scaledMad, standardDeviation } from './robust.ts';
import { countDays, readingsOf, type Session, sessionsAfter } from './sessions.ts';

const weekDays = 7;

const variabilityParams = {
  leastSessions: param(z.number().int().min(4).max(28), 6, {
    what: 'how many sessions of the last 7 days there must be',
    unit: 'sessions',
    source: 'convention',
  }),
  leastDays: param(z.number().int().min(2).max(7), 5, {
    what: 'on how many local days they must lie',
    unit: 'days',
    source: 'convention',
  }),
  leastSdMmHg: param(z.number().min(8).max(40), 15, {
    what: 'systolic standard deviation from session to session, the farthest session left out',
    unit: 'mmHg',
    source: 'convention: about twice the within-person SD of 7.6 and 8.6 measured on self-trackers',
  }),
  timesOwn: param(z.number().min(0).max(5), 1.5, {
    what: 'and so many times the own spread from day to day of the weeks before',
    unit: '1',
    source: 'convention',
  }),
  leastOwnDays: leastOwnDays(7),
};

type VariabilityParams = Values<typeof variabilityParams>;

/** Without the session farthest from the middle: one odd one is not variability. */
const sdOf = (sessions: readonly Session[]): number => {
  const values = sessions.map(session => session.systolicMmHg);
  const middle = median(values);
  const ranked = values.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return standardDeviation(ranked.slice(0, -1));
};

const ownSpreadOf = (snapshot: Snapshot, { leastOwnDays }: VariabilityParams) => {
  const days = partDays(snapshot, 'blood-pressure', weekDays).before;
  const values = valuesOf(days, systolicOf);
  const spread = values.length < leastOwnDays ? null : scaledMad(values, median(values));
  return { days, spread };
};

/** What varies much shows in a session far from the one before: most readings end here. */
const jumps = ([last, before]: readonly Session[], { leastSdMmHg }: VariabilityParams): boolean =>
  last !== undefined &&
  before !== undefined &&
  reaches(Math.abs(last.systolicMmHg - before.systolicMmHg), leastSdMmHg);

const judgeVariability = (snapshot: Snapshot, params: VariabilityParams): Finding => {
  const { readings, at, patient, standing } = snapshot;
  const after = at - weekDays * dayMs;
  if (!standing && !jumps(sessionsAfter(readings, after, 2), params)) return unknown;
  const sessions = sessionsAfter(readings, after);
  if (sessions.length < params.leastSessions) return unknown;
  const sd = sdOf(sessions);
  if (!reaches(sd, params.leastSdMmHg))
    return standing && fallsBelow(sd, (2 / 3) * params.leastSdMmHg) ? clear : unknown;
  const onDays = countDays(sessions, patient.timeZone);
  if (onDays < params.leastDays) return unknown;
  const { days, spread } = ownSpreadOf(snapshot, params);
  if (spread !== null && !reaches(sd, params.timesOwn * spread)) return standing ? clear : unknown;
  const own = spread === null ? '' : `; own spread ${shown(spread)} from day to day before`;
  return {
    is: 'firing',
    severity: 'info',
    confirmed: true,
    because: `systolic varies by a standard deviation of ${shown(sd)} mmHg over ${sessions.length} sessions on ${daysText(onDays)}; limit ${shown(params.leastSdMmHg)}${own}`,
    evidence: { ...evidenceOf(readingsOf(sessions), { leastSdMmHg: params.leastSdMmHg }), days },
  };
};

/** Systolic pressure that varies from session to session by an SD ≥15 mmHg, and well above the person's own. */
export const bpVariability = defineRule({
  id: 'bp-variability',
  version: 1,
  title: 'Blood pressure varies much',
  concern: 'blood-pressure',
  coolDownMs: 28 * dayMs,
  group: 'bp-high',
  ladder: ['info'],
  clears: 'it falls to two thirds of the limit, or has become usual for the person',
  steps: [
    'consider asking whether somebody else used the cuff, and how and when it is measured',
    'consider asking about missed doses, and for an irregular pulse',
  ],
  params: variabilityParams,
  kinds: ['blood-pressure'],
  source: 'convention: about twice the within-person SD measured on self-trackers',
  evaluate: (snapshot, params) =>
    snapshot.reading?.kind === 'blood-pressure' ? judgeVariability(snapshot, params) : unknown,
});
