import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bloodPressureUnits,
  glucoseUnits,
  mgDlPerMmolL,
  shown,
  toKg,
  toMgDl,
  toMmHg,
  weightUnits,
} from '../../src/domain/units.ts';

test.each([
  [toMmHg(120, 'mm[Hg]'), 120],
  [toMmHg(16, 'kPa'), 120.00986928],
  [toMgDl(100, 'mg/dL'), 100],
  [toMgDl(3.9, 'mmol/L'), 70.260801],
  [toMgDl(10, 'mmol/L'), 180.1559],
  [toMgDl(13.9, 'mmol/L'), 250.416701],
  [toKg(80.4, 'kg'), 80.4],
  [toKg(80_400, 'g'), 80.4],
  [toKg(178.2, '[lb_av]'), 80.830160334],
  [toKg(3, '[lb_av]'), 1.36077711],
])('conversion %#: %d is %d', (value, expected) => {
  expect(value).toBeCloseTo(expected, 9);
});

test('the canonical unit passes through untouched, at full precision', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), value => {
      expect(toMmHg(value, bloodPressureUnits[0])).toBe(value);
      expect(toMgDl(value, glucoseUnits[0])).toBe(value);
      expect(toKg(value, weightUnits[0])).toBe(value);
    }),
  );
});

test('conversion keeps order: a higher value sent is never a lower canonical value', () => {
  const value = fc.double({ min: 0, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(value, value, (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      expect(toMmHg(low, 'kPa')).toBeLessThanOrEqual(toMmHg(high, 'kPa'));
      expect(toMgDl(low, 'mmol/L')).toBeLessThanOrEqual(toMgDl(high, 'mmol/L'));
      for (const unit of weightUnits) expect(toKg(low, unit)).toBeLessThanOrEqual(toKg(high, unit));
    }),
  );
});

test('limits in mmol/L convert to values beside, not on, their mg/dL twins: comparing needs the sent unit', () => {
  expect(10 * mgDlPerMmolL).toBeGreaterThan(180);
  expect(3 * mgDlPerMmolL).toBeGreaterThan(54);
});

test.each([
  [80.16, undefined, '80.2'],
  [80, undefined, '80'],
  [80.04, undefined, '80'],
  [-0.04, undefined, '0'],
  [1.005, 2, '1'],
  [100.887304, 0, '101'],
])('%d is shown to %s decimals as %s', (value, digits, text) => {
  expect(shown(value, digits)).toBe(text);
});
