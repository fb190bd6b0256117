import { expect, test } from 'vitest';
import type { Message } from '../../simulators/message.ts';
import { simulatePanel } from '../../simulators/patient.ts';
import { panelStream, readingsOf } from '../../simulators/stream.ts';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { endAt, startAt } from './fixtures.ts';

const panel = simulatePanel({ seed: 'stream', count: 30, endAt });
const whole = [...panelStream(panel, startAt, endAt)];
const inOrder = (messages: readonly Message[]) =>
  messages.every(({ at }, index) => index === 0 || at >= (messages[index - 1]?.at ?? 0));

test('asked twice, the stream is the same', () => {
  expect([...panelStream(panel, startAt, endAt)]).toEqual(whole);
  expect(whole.length).toBeGreaterThan(3000);
});

test.each([
  ['at any instant', startAt + 41.3 * dayMs],
  ['within a local day', Date.parse('2026-10-14T16:17:18Z')],
  ['in the hour the clocks go back', Date.parse('2026-11-01T05:30:00Z')],
  ['exactly at a reading', whole[777]?.at ?? 0],
])('history up to a split %s and live from there make the whole', (_, split) => {
  const history = [...panelStream(panel, startAt, split)];
  const live = [...panelStream(panel, split, endAt)];
  expect([...history, ...live]).toEqual(whole);
  expect(history.every(({ at }) => at < split)).toBe(true);
  expect(live.every(({ at }) => at >= split)).toBe(true);
});

test('each patient alone sends what the panel sends for it', () => {
  for (const patient of panel) {
    const own = new Set(patient.devices.map(({ deviceId }) => deviceId));
    const alone = [...readingsOf(patient, startAt, endAt)];
    expect(inOrder(alone)).toBe(true);
    expect(whole.filter(({ topic }) => own.has(topic.split('/')[2] ?? ''))).toEqual(alone);
  }
});

test('the panel streams in time order, also without an end', () => {
  expect(inOrder(whole)).toBe(true);
  const first: Message[] = [];
  for (const message of panelStream(panel, startAt, Number.POSITIVE_INFINITY)) {
    if (first.push(message) === 500) break;
  }
  expect(first).toEqual(whole.slice(0, 500));
});

test('a device counts its readings upwards and measures when it sends', () => {
  const last = new Map<string, number>();
  for (const { at, topic, payload } of whole) {
    expect(Date.parse(payload.measuredAt)).toBe(at);
    expect(payload.seq).toBeGreaterThan(last.get(topic) ?? 0);
    last.set(topic, payload.seq);
  }
});

test('readings come about as often as perWeek and adherence say', () => {
  const weeks = (endAt - startAt) / (7 * dayMs);
  const stable = panel.filter(({ course }) => course.is === 'stable');
  for (const { devices, temperament, ...rest } of stable) {
    const sent = [...readingsOf({ devices, temperament, ...rest }, startAt, endAt)];
    for (const { deviceId, perWeek } of devices) {
      const count = sent.filter(({ topic }) => topic.includes(`/${deviceId}/`)).length;
      const ratio = count / (perWeek * weeks * temperament.adherence);
      expect(ratio).toBeGreaterThan(0.75);
      expect(ratio).toBeLessThan(1.25);
    }
  }
});

test('hypertension patients measure in sessions of two, a minute or more apart', () => {
  const patient = panel.find(p => p.program === 'hypertension' && p.course.is === 'stable');
  if (!patient) throw new Error('no such patient');
  const times = [...readingsOf(patient, startAt, endAt)].map(({ at }) => at);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  const short = gaps.filter(gap => gap < hourMs);
  expect(short.length).toBe(times.length / 2);
  expect(Math.min(...short)).toBeGreaterThanOrEqual(60_000);
  expect(Math.max(...short)).toBeLessThan(180_000);
});
