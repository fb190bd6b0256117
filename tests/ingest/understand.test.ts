import { expect, test } from 'vitest';
import type { Assignment } from '../../src/domain/assignment.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { type Inbound, understand } from '../../src/ingest/understand.ts';
import { bloodPressure, iso, now } from '../support/store.ts';

const held = (patientId: string, over: Partial<Assignment> = {}): Assignment => ({
  patientId,
  kind: 'blood-pressure',
  slot: null,
  fromAt: null,
  untilAt: null,
  ...over,
});
const devices = new Map<string, readonly Assignment[]>([
  ['own', [held('ann')]],
  ['shared', [held('ann'), held('bob')]],
  ['slots', [held('ann', { slot: '1' }), held('bob', { slot: '2' })]],
  ['moved', [held('ann', { untilAt: now - 60 * minuteMs }), held('bob', { fromAt: now - 60 * minuteMs })]],
  ['spare', []],
]);
const deps = { assignmentsOf: (id: string) => devices.get(id), maxPayloadBytes: 1_000 };

const at = iso(now);
const message = (topic: string, payload: unknown, over: Partial<Inbound> = {}): Inbound => ({
  source: 'mqtt',
  topic,
  payload: payload instanceof Uint8Array ? payload : Buffer.from(JSON.stringify(payload)),
  receivedAt: now,
  mode: 'live',
  ...over,
});
const what = (topic: string, payload: unknown, over: Partial<Inbound> = {}) =>
  understand(message(topic, payload, over), deps);
const bpOf = (device: string, payload: unknown, over: Partial<Inbound> = {}) =>
  what(`vigil/v1/${device}/blood-pressure`, payload, over);

const good = { flags: [], suspect: null, mode: 'live', receivedAt: now };
const ann = { is: 'known', patientId: 'ann' };
const bob = { is: 'known', patientId: 'bob' };
const either = { is: 'unclear', candidates: ['ann', 'bob'] };

test.each([
  ['good', 'own', bloodPressure(at), { ...good, measuredAt: now }, ann],
  [
    'late',
    'own',
    bloodPressure(iso(now - 30 * 24 * 60 * minuteMs)),
    { ...good, measuredAt: now - 30 * 24 * 60 * minuteMs },
    ann,
  ],
  [
    'clock 11 minutes ahead',
    'own',
    bloodPressure(iso(now + 11 * minuteMs)),
    { ...good, measuredAt: now, flags: ['clock'] },
    ann,
  ],
  [
    'clock in 2028',
    'own',
    bloodPressure('2028-01-01T00:00:00Z'),
    { ...good, measuredAt: now, flags: ['clock'] },
    ann,
  ],
  [
    'clock before 2000',
    'own',
    bloodPressure('1999-12-31T23:59:59Z'),
    { ...good, measuredAt: now, flags: ['clock'] },
    ann,
  ],
  [
    'clock unset',
    'own',
    bloodPressure('0000-00-00T00:00:00Z'),
    { ...good, measuredAt: now, flags: ['clock'] },
    ann,
  ],
  ['no time', 'own', bloodPressure(undefined), { ...good, measuredAt: now, flags: ['no-time'] }, ann],
  [
    'implausible',
    'own',
    bloodPressure(at, { systolic: 400 }),
    { ...good, measuredAt: now, suspect: 'systolic 400 mmHg is outside the plausible 50–300' },
    ann,
  ],
  [
    'implausible with a wrong clock',
    'own',
    bloodPressure('2028-01-01T00:00:00Z', { systolic: 10 }),
    { flags: ['clock'], suspect: 'systolic 10 mmHg is outside the plausible 50–300' },
    ann,
  ],
  [
    'history stated by the payload',
    'own',
    bloodPressure(at, { mode: 'history' }),
    { ...good, mode: 'history' },
    ann,
  ],
  ['shared without slots', 'shared', bloodPressure(at), good, either],
  ['shared, slot sent', 'slots', bloodPressure(at, { slot: 2 }), { ...good, slot: '2' }, bob],
  ['shared, slot missing', 'slots', bloodPressure(at), good, either],
  ['moved on, measured before', 'moved', bloodPressure(iso(now - 61 * minuteMs)), good, ann],
  ['moved on, measured after', 'moved', bloodPressure(iso(now - 59 * minuteMs)), good, bob],
  [
    'moved on, clock unset: the holder at receive time',
    'moved',
    bloodPressure('1970-01-01T00:00:00Z'),
    { flags: ['clock'] },
    bob,
  ],
  ['nobody’s device', 'spare', bloodPressure(at), good, { is: 'unclear', candidates: [] }],
])('%s: a reading', (_, device, payload, reading, owner) => {
  expect(bpOf(device, payload)).toMatchObject({ is: 'reading', reading, owner });
});

test.each([
  ['a topic that is none', 'readings/own', bloodPressure(at), 'unknown-topic', 'topic'],
  ['a channel that is none', 'vigil/v1/own/heart-rate', bloodPressure(at), 'unknown-channel', 'topic'],
  [
    'a device nobody registered',
    'vigil/v1/stranger/weight',
    { value: 80, unit: 'kg' },
    'unknown-device',
    'topic',
  ],
  ['a payload above the limit', 'vigil/v1/own/weight', Buffer.alloc(1_001, ' '), 'too-big', 'payload'],
  ['bytes that are no JSON', 'vigil/v1/own/weight', Buffer.from([0xff]), 'not-json', 'payload'],
  ['a list of readings', 'vigil/v1/own/blood-pressure', [bloodPressure(at)], 'not-an-object', 'payload'],
  ['a field missing', 'vigil/v1/own/weight', { unit: 'kg' }, 'field-missing', 'value'],
  ['a field wrong', 'vigil/v1/own/weight', { value: 'heavy', unit: 'kg' }, 'field-wrong', 'value'],
  ['a unit missing', 'vigil/v1/own/weight', { value: 80 }, 'unit-missing', 'unit'],
  ['a unit wrong', 'vigil/v1/own/weight', { value: 80, unit: 'stone' }, 'unit-wrong', 'unit'],
  [
    'a time wrong',
    'vigil/v1/own/weight',
    { value: 80, unit: 'kg', measuredAt: 'noon' },
    'time-wrong',
    'measuredAt',
  ],
])('%s: rejected, naming the field and what to send instead', (_, topic, payload, reason, field) => {
  const understood = what(topic, payload);
  expect(understood).toMatchObject({ is: 'rejected', reason, field });
  expect(understood.is === 'rejected' && understood.remedy).toMatch(/\w{3,}/);
});

test('a payload at the limit is read', () => {
  const text = JSON.stringify(bloodPressure(at));
  expect(bpOf('own', Buffer.from(text.padEnd(1_000)))).toMatchObject({ is: 'reading' });
});

test('a device registered later makes the same message a reading: nothing else was wrong with it', () => {
  const topic = 'vigil/v1/late-device/weight';
  const payload = { measuredAt: at, value: 80, unit: 'kg' };
  expect(what(topic, payload)).toMatchObject({ is: 'rejected', reason: 'unknown-device' });
  const registered = { ...deps, assignmentsOf: () => [held('ann')] };
  expect(understand(message(topic, payload), registered)).toMatchObject({ is: 'reading', owner: ann });
});

test('the door states the mode; a payload’s own mode wins', () => {
  const modeOf = (payload: unknown, mode: Inbound['mode']) => {
    const understood = bpOf('own', payload, { mode });
    return understood.is === 'reading' ? understood.reading.mode : understood.is;
  };
  expect(modeOf(bloodPressure(at), 'history')).toBe('history');
  expect(modeOf(bloodPressure(at, { mode: 'live' }), 'history')).toBe('live');
  expect(modeOf(bloodPressure(at, { mode: 'history' }), 'live')).toBe('history');
});

test('what the device sent is kept beside the canonical value', () => {
  const understood = bpOf('own', bloodPressure(at, { systolic: '18.9', diastolic: 11.7, unit: 'kPa' }));
  expect(understood).toMatchObject({
    reading: {
      systolicMmHg: 18.9 * 7.50061683,
      sent: { unit: 'kPa', values: { systolic: '18.9', diastolic: 11.7, pulse: 71 } },
    },
  });
});

test('status speaks of the device, whoever holds it', () => {
  expect(what('vigil/v1/spare/status', { battery: 83, firmware: '1.2' })).toEqual({
    is: 'status',
    deviceId: 'spare',
    batteryPercent: 83,
    status: '{"battery":83,"firmware":"1.2"}',
  });
});
