import { expect, test } from 'vitest';
import { dayMs } from '../../../src/domain/local-day.ts';
import { chartModel } from '../../../src/web/chart/model.ts';
import { daysOf, frame, labelsOf, pathOf, scaleOf, ticksOf } from '../../../src/web/chart/still-scale.ts';
import { daysAgo, now, patient, pressure } from './build.ts';

const model = chartModel({
  ...{ kind: 'blood-pressure', now, alerts: [], interventions: [], patient: patient() },
  readings: [
    pressure(daysAgo(20), 120),
    pressure(daysAgo(9), 130),
    pressure(daysAgo(8), 131),
    pressure(daysAgo(2), 140),
  ],
  units: { glucose: 'mg/dL', weight: 'kg' },
  span: { from: now - 14 * dayMs, to: now },
});
const scale = scaleOf(model);

test('the ends of the time and of the values are the ends of the frame, with room after now', () => {
  expect(scale.x(model.from)).toBe(frame.left);
  expect(scale.x(model.to)).toBeLessThan(frame.right);
  expect(scale.y(model.low)).toBe(frame.bottom);
  // what lies beyond the scale is held at its edge
  expect(scale.y(model.high + 50)).toBe(frame.top);
});

test('a line breaks where nothing came for more than three days, and begins with what is shown', () => {
  expect(pathOf(model, 0, scale).match(/[ML]/g)).toEqual(['M', 'L', 'M']);
});

test('ticks are round and few', () => {
  expect(ticksOf(71.2, 188)).toEqual([80, 100, 120, 140, 160, 180]);
  expect(ticksOf(79.6, 81.4)).toEqual([80, 80.5, 81]);
});

test('labels of limits never lie on one another', () => {
  const places = labelsOf(model.limits, scale).map(({ y }) => y);
  expect(places).toHaveLength(6);
  for (const [index, y] of places.entries()) {
    if (index > 0) expect((places[index - 1] ?? 0) - y).toBeGreaterThanOrEqual(11 - 1e-9);
  }
});

test('days are marked at their beginning where the patient lives', () => {
  expect(daysOf(model)[0]).toBe(Date.parse('2026-11-13T05:00:00Z'));
});
