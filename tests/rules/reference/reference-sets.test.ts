import { describe, expect, test } from 'vitest';
import type { Reading } from '../../../src/domain/reading.ts';
import type { CatalogueRule } from '../../../src/rules/define.ts';
import { referenceSets } from '../../../src/rules/reference/reference-sets.ts';
import { simpleGain1Day, simpleGain7Days } from '../../../src/rules/reference/simple-weight-gain.ts';
import {
  singleBpHigh,
  singleBpLow,
  singlePulse,
} from '../../../src/rules/reference/single-blood-pressure.ts';
import { singleGlucoseHigh, singleGlucoseLow } from '../../../src/rules/reference/single-glucose.ts';
import { singleWeight } from '../../../src/rules/reference/single-weight.ts';
import { becauseOf, bp, brief, est, glucose, judge, patient, start, weight } from '../build.ts';

const fires = 'firing warning confirmed';
const withPulse = (pulsePerMin: number | null): Reading => ({ ...bp(start, 120), pulsePerMin });

describe('one reading decides', () => {
  test.each<readonly [string, CatalogueRule, Reading, string]>([
    ['systolic 160', singleBpHigh, bp(start, 160), fires],
    ['systolic 159', singleBpHigh, bp(start, 159, 99), 'clear'],
    ['diastolic 100', singleBpHigh, bp(start, 140, 100), fires],
    ['systolic 89', singleBpLow, bp(start, 89, 50), fires],
    ['systolic 90', singleBpLow, bp(start, 90, 50), 'clear'],
    ['pulse 111', singlePulse, withPulse(111), fires],
    ['pulse 110', singlePulse, withPulse(110), 'clear'],
    ['pulse 49', singlePulse, withPulse(49), fires],
    ['pulse 50', singlePulse, withPulse(50), 'clear'],
    ['no pulse', singlePulse, withPulse(null), 'unknown'],
    ['glucose 69', singleGlucoseLow, glucose(start, 69), fires],
    ['glucose 70', singleGlucoseLow, glucose(start, 70), 'clear'],
    ['glucose 3.9 mmol/L is no low', singleGlucoseLow, glucose(start, 3.9, 'mmol/L'), 'clear'],
    ['glucose 3.8 mmol/L', singleGlucoseLow, glucose(start, 3.8, 'mmol/L'), fires],
    ['a meter that shows LO', singleGlucoseLow, glucose(start, 'LO'), fires],
    ['glucose 251', singleGlucoseHigh, glucose(start, 251), fires],
    ['glucose 250', singleGlucoseHigh, glucose(start, 250), 'clear'],
    ['a meter that shows HI', singleGlucoseHigh, glucose(start, 'HI'), fires],
    ['a reading of another kind', singleGlucoseHigh, bp(start, 120), 'unknown'],
  ])('%s', (_, rule, reading, is) => expect(brief(judge(rule, [reading]))).toBe(is));

  test('says the value and the limit', () => {
    expect(becauseOf(judge(singleBpHigh, [bp(start, 165, 80)]))).toBe('165/80 mmHg; limit 160/100');
    expect(becauseOf(judge(singleGlucoseLow, [glucose(start, 3.2, 'mmol/L')]))).toBe(
      'glucose 3.2 mmol/L; limit 3.9 mmol/L',
    );
  });

  test.each([
    [82.3, 80, fires],
    [82.2, 80, 'clear'],
    [90, null, 'unknown'],
  ])('%f kg with a dry weight of %s kg', (kg, dryWeightKg, is) => {
    const scene = { patient: patient({ dryWeightKg }) };
    expect(brief(judge(singleWeight, [weight(start, kg)], scene))).toBe(is);
  });
});

describe('a gain since days before', () => {
  const day = (date: string, kg: number) => weight(est(`11-${date} 07:00`), kg);
  test.each([
    ['3 lb since the day before', simpleGain1Day, [day('19', 80), day('20', 81.36)], fires],
    ['less', simpleGain1Day, [day('19', 80), day('20', 81.3)], 'clear'],
    ['3 lb since two days before', simpleGain1Day, [day('18', 80), day('20', 82)], 'unknown'],
    ['3 lb on one day', simpleGain1Day, [weight(est('11-20 06:00'), 80), day('20', 82)], 'unknown'],
    ['5 lb since a week before', simpleGain7Days, [day('13', 80), day('18', 84), day('20', 82.3)], fires],
    [
      '5 lb since a lighter day between',
      simpleGain7Days,
      [day('13', 81), day('18', 79), day('20', 82)],
      'clear',
    ],
    ['5 lb since eight days before', simpleGain7Days, [day('12', 80), day('20', 83)], 'unknown'],
    ['5 lb since two days before', simpleGain7Days, [day('18', 80), day('20', 82.5)], fires],
  ] as const)('%s', (_, rule, readings, is) => expect(brief(judge(rule, readings))).toBe(is));
});

test('the simple set watches weight by its gain, the single set against the dry weight; the rest they share', () => {
  const idsOf = (rules: readonly CatalogueRule[]) => rules.map(r => r.id);
  const [simple, single] = [idsOf(referenceSets.simple), idsOf(referenceSets.single)];
  expect(simple.filter(id => !single.includes(id))).toEqual([simpleGain1Day.id, simpleGain7Days.id]);
  expect(single.filter(id => !simple.includes(id))).toEqual([singleWeight.id]);
});
