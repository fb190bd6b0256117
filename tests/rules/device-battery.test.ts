import { describe, expect, test } from 'vitest';
import type { HeldDevice } from '../../src/domain/patient.ts';
import { deviceBattery } from '../../src/rules/device-battery.ts';
import { becauseOf, brief, judge, patient, standing, start } from './build.ts';

const device = (batteryPercent: number | null, over: Partial<HeldDevice> = {}): HeldDevice => ({
  deviceId: 'scale-1',
  kind: 'weight',
  batteryPercent,
  statusAt: start,
  gateway: null,
  ...over,
});

const holding = (devices: readonly HeldDevice[], stands = true) => ({
  at: start,
  reading: null,
  patient: patient({ devices }),
  standing: stands ? standing() : null,
});

describe('of what the devices a patient holds last said', () => {
  test.each([
    { name: '15 %', devices: [device(15)], is: 'firing info confirmed' },
    { name: '16 %', devices: [device(16)], is: 'unknown' },
    { name: '25 %', devices: [device(25)], is: 'unknown' },
    { name: '26 %', devices: [device(26)], is: 'clear' },
    { name: 'no word of the battery', devices: [device(null)], is: 'clear' },
    { name: 'said only later', devices: [device(4, { statusAt: start + 1 })], is: 'clear' },
    { name: 'never heard of', devices: [device(4, { statusAt: null })], is: 'clear' },
    { name: 'no device any more', devices: [], is: 'clear' },
    {
      name: "one device's full battery does not end it for another",
      devices: [device(90), device(4, { deviceId: 'cuff-1', kind: 'blood-pressure' })],
      is: 'firing info confirmed',
    },
  ])('$name: $is', ({ devices, is }) => {
    expect(brief(judge(deviceBattery, [], holding(devices)))).toBe(is);
  });
});

test('names each device, its charge and the day', () => {
  const devices = [device(4), device(12.5, { deviceId: 'cuff-1', kind: 'blood-pressure' }), device(80)];
  expect(becauseOf(judge(deviceBattery, [], holding(devices, false)))).toBe(
    'battery of scale scale-1 at 4 % on Fri 20 Nov, battery of cuff cuff-1 at 12.5 % on Fri 20 Nov; limit 15 %',
  );
});
