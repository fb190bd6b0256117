import { z } from 'zod';
import { clear, type Finding, unknown } from '../../domain/alert.ts';
import { localDay } from '../../domain/local-day.ts';
import type { WeightReading } from '../../domain/reading.ts';
import type { Snapshot } from '../../domain/rule.ts';
import { shown } from '../../domain/units.ts';
import { reaches } from '../compare.ts';
import { type CatalogueRule, defineRule, param } from '../define.ts';
import { daysText, evidenceOf } from '../evidence.ts';
import { lookBackMs } from '../window.ts';

type SimpleGain = {
  readonly id: string;
  readonly title: string;
  readonly days: number;
  readonly limitKg: number;
  readonly source: string;
};

/** The first weigh-in of the earliest of some local days before the weigh-in's own. */
const earliestWithin = (
  { readings, patient, at }: Snapshot,
  weighIn: WeightReading,
  days: number,
): WeightReading | null => {
  const today = localDay(weighIn.measuredAt, patient.timeZone);
  let earliest: WeightReading | null = null;
  for (let i = readings.length - 1; i >= 0; i -= 1) {
    const reading = readings[i];
    if (!reading || reading.measuredAt <= at - lookBackMs) break;
    if (reading.kind !== 'weight') continue;
    const day = localDay(reading.measuredAt, patient.timeZone);
    if (day < today - days) break;
    if (day < today) earliest = reading;
  }
  return earliest;
};

const judge = (snapshot: Snapshot, weighIn: WeightReading, days: number, limitKg: number): Finding => {
  const from = earliestWithin(snapshot, weighIn, days);
  if (!from) return unknown;
  const gainKg = weighIn.weightKg - from.weightKg;
  if (!reaches(gainKg, limitKg)) return clear;
  return {
    is: 'firing',
    severity: 'warning',
    confirmed: true,
    because: `weight ${shown(weighIn.weightKg)} kg, up ${shown(gainKg, 2)} kg in ${daysText(days)}; limit ${shown(limitKg, 2)} kg`,
    evidence: evidenceOf([from, weighIn], { gainKg: limitKg }),
  };
};

/** Today's weigh-in against the earliest within some days, as heart-failure leaflets have it; the next within the limit ends it. */
const simpleGain = ({ id, title, days, limitKg, source }: SimpleGain): CatalogueRule =>
  defineRule({
    id,
    version: 1,
    title,
    concern: 'weight',
    group: 'weight-up',
    ladder: ['warning'],
    clears: 'one weigh-in within the limit',
    steps: [],
    kinds: ['weight'],
    source,
    params: {
      gainKg: param(z.number().min(0.1).max(20), limitKg, { what: 'gain at or above', unit: 'kg', source }),
    },
    evaluate: (snapshot, { gainKg }) =>
      snapshot.reading?.kind === 'weight' ? judge(snapshot, snapshot.reading, days, Number(gainKg)) : unknown,
  });

export const simpleGain1Day = simpleGain({
  id: 'simple-weight-gain-1-day',
  title: 'Weight gain of 3 lb in 1 day',
  days: 1,
  limitKg: 1.36,
  source: 'US practice: 3 lb (1.36 kg) in a day',
});

export const simpleGain7Days = simpleGain({
  id: 'simple-weight-gain-7-days',
  title: 'Weight gain of 5 lb in 7 days',
  days: 7,
  limitKg: 2.27,
  source: 'US practice: 5 lb (2.27 kg) in a week',
});
