import { expect, test } from 'vitest';
import { type Message, messageOf } from '../../simulators/message.ts';
import type { SimulatedDevice } from '../../simulators/patient.ts';
import { patientStream } from '../../simulators/stream.ts';
import { offsetMs } from '../../src/domain/local-day.ts';
import { endAt, panelOf, startAt, undisturbed } from './fixtures.ts';

const panel = panelOf('payload', 60);
const wholeSteps = (value: number, step: number) => Math.abs(value / step - Math.round(value / step)) < 1e-6;
const ranges: Readonly<Record<string, readonly [low: number, high: number, step: number]>> = {
  'mg/dL': [10, 1000, 1],
  'mmol/L': [0.6, 55, 0.1],
  kg: [20, 300, 0.1],
  '[lb_av]': [44, 661, 0.2],
};

const wrongWith = ({ topic, payload }: Message, device: SimulatedDevice): string | null => {
  if ('battery' in payload) {
    if (topic !== `vigil/v1/${device.deviceId}/status`) return 'topic';
    return Number.isInteger(payload.battery) && payload.battery > 0 && payload.battery <= 100
      ? null
      : 'battery';
  }
  if (topic !== `vigil/v1/${device.deviceId}/${device.kind}`) return 'topic';
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(payload.measuredAt)) return 'measuredAt';
  if (!Number.isInteger(payload.seq)) return 'seq';
  if (payload.unit !== device.unit) return 'unit';
  if ('systolic' in payload) {
    const [per, step] = payload.unit === 'kPa' ? [7.50061683, 0.1] : [1, 1];
    const { systolic, diastolic, pulse } = payload;
    if (!(systolic * per >= 50 && systolic * per <= 300)) return 'systolic';
    if (!(diastolic * per >= 25 && diastolic < systolic)) return 'diastolic';
    if (!(Number.isInteger(pulse) && pulse >= 20 && pulse <= 250)) return 'pulse';
    return wholeSteps(systolic, step) && wholeSteps(diastolic, step) ? null : 'step';
  }
  const [low, high, step] = ranges[payload.unit] ?? [1, 0, 1];
  if (typeof payload.value !== 'number') return 'value';
  if (!(payload.value >= low && payload.value <= high)) return 'range';
  return wholeSteps(payload.value, step) && String(payload.value).length <= 5 ? null : 'step';
};

test('every payload keeps the native contract: topic, local time, unit, plausible range, device rounding', () => {
  let count = 0;
  const wrong = panel.flatMap(patient => {
    const devices = new Map(patient.devices.map(device => [device.deviceId, device]));
    return [...patientStream(undisturbed(patient), startAt, endAt)].flatMap(message => {
      count += 1;
      const device = devices.get(message.topic.split('/')[2] ?? '');
      const why = device ? wrongWith(message, device) : 'device';
      return why === null ? [] : [{ why, message }];
    });
  });
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(35_000);
});

test('measuredAt carries the offset of the patient at that instant', () => {
  for (const patient of panel.slice(0, 30)) {
    for (const { at, payload } of patientStream(undisturbed(patient), startAt, endAt)) {
      if (!('measuredAt' in payload)) continue;
      const sign = payload.measuredAt.slice(-6, -5) === '-' ? -1 : 1;
      const [hours, minutes] = payload.measuredAt.slice(-5).split(':').map(Number);
      const sent = sign * ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000;
      expect(sent).toBe(offsetMs(at, patient.timeZone));
    }
  }
});

const meter = { deviceId: 'sim-0009-glucose', perWeek: 21, perSession: 1, kind: 'glucose' } as const;

test.each([
  [612, 'mg/dL', 'HI'],
  [612, 'mmol/L', 'HI'],
  [15, 'mg/dL', 'LO'],
  [100.4, 'mg/dL', 100],
  [100.4, 'mmol/L', 5.6],
] as const)('a meter shows %s mg/dL in %s as %s', (glucoseMgDl, unit, shown) => {
  const at = Date.parse('2026-11-23T18:00:00Z');
  const taken = { at, kind: 'glucose', glucoseMgDl, meal: 'fasting' } as const;
  expect(messageOf({ ...meter, unit }, taken, 'America/New_York', 3)).toEqual({
    at,
    topic: 'vigil/v1/sim-0009-glucose/glucose',
    payload: { measuredAt: '2026-11-23T13:00:00-05:00', value: shown, unit, meal: 'fasting', seq: 3 },
  });
});
