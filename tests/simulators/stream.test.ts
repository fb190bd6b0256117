import { expect, test } from 'vitest';
import type { Message } from '../../simulators/message.ts';
import { panelStream, patientStream } from '../../simulators/stream.ts';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { endAt, panelOf, startAt, undisturbed } from './fixtures.ts';

const panel = panelOf('stream', 30);
const whole = [...panelStream(panel, startAt, endAt)];
const inOrder = (messages: readonly Message[]) =>
  messages.every(({ at }, index) => index === 0 || at >= (messages[index - 1]?.at ?? 0));

test('asked twice, the stream is the same', () => {
  expect([...panelStream(panel, startAt, endAt)]).toEqual(whole);
  expect(whole.length).toBeGreaterThan(15_000);
});

const late = panel.flatMap(p => p.nuisances).find(n => n.is === 'late-batch');

test.each([
  ['at any instant', startAt + 41.3 * dayMs],
  ['within a local day', Date.parse('2026-10-14T16:17:18Z')],
  ['in the hour the clocks go back', Date.parse('2026-11-01T05:30:00Z')],
  ['exactly at a message', whole[777]?.at ?? 0],
  ['while readings are held back', late ? (late.from + late.to) / 2 : Number.NaN],
])('history up to a split %s and live from there make the whole', (_, split) => {
  const history = [...panelStream(panel, startAt, split)];
  const live = [...panelStream(panel, split, endAt)];
  expect([...history, ...live]).toEqual(whole);
  expect(history.every(({ at }) => at < split)).toBe(true);
  expect(live.every(({ at }) => at >= split)).toBe(true);
});

test('in chunks of any length the stream is the same', () => {
  const lengths = [0.2, 1, 3.7, 11, 29].map(chunk => chunk * dayMs);
  const chunks: Message[] = [];
  for (let [from, n] = [startAt, 0]; from < endAt; n += 1) {
    const to = Math.min(endAt, from + (lengths[n % lengths.length] ?? dayMs));
    chunks.push(...panelStream(panel.slice(0, 8), from, to));
    from = to;
  }
  expect(chunks).toEqual([...panelStream(panel.slice(0, 8), startAt, endAt)]);
});

test('each patient alone sends what the panel sends for it', () => {
  for (const patient of panel) {
    const own = `/${patient.patient.toLowerCase()}-`;
    const alone = [...patientStream(patient, startAt, endAt)];
    expect(inOrder(alone)).toBe(true);
    expect(whole.filter(({ topic }) => topic.includes(own))).toEqual(alone);
  }
});

test('the panel streams in order of arrival, also without an end', () => {
  expect(inOrder(whole)).toBe(true);
  const first: Message[] = [];
  for (const message of panelStream(panel, startAt, Number.POSITIVE_INFINITY)) {
    if (first.push(message) === 500) break;
  }
  expect(first).toEqual(whole.slice(0, 500));
});

test('a device counts its readings upwards and, undisturbed, measures when it sends', () => {
  const last = new Map<string, number>();
  for (const { at, topic, payload } of panelStream(panel.map(undisturbed), startAt, endAt)) {
    if (!('measuredAt' in payload)) continue;
    expect(Date.parse(payload.measuredAt)).toBe(at);
    expect(payload.seq).toBeGreaterThan(last.get(topic) ?? 0);
    last.set(topic, payload.seq);
  }
});

test('hypertension patients measure in sessions of two, a minute or more apart', () => {
  const patient = panel.find(p => p.program === 'hypertension' && p.courses.length === 0);
  if (!patient) throw new Error('no such patient');
  const readings = [...patientStream(undisturbed(patient), startAt, endAt)].filter(
    ({ payload }) => 'measuredAt' in payload,
  );
  const times = readings.map(({ at }) => at);
  const short = times
    .slice(1)
    .map((at, index) => at - (times[index] ?? 0))
    .filter(gap => gap < hourMs);
  expect(short.length).toBe(times.length / 2);
  expect(Math.min(...short)).toBeGreaterThanOrEqual(60_000);
  expect(Math.max(...short)).toBeLessThan(180_000);
});

test('who enrols late sends nothing before', () => {
  const late = panel.filter(({ enrolledAt }) => enrolledAt > startAt);
  expect(late.length).toBeGreaterThan(0);
  for (const patient of late) {
    const first = patientStream(patient, startAt, endAt).next().value;
    expect(first?.at).toBeGreaterThanOrEqual(patient.enrolledAt);
  }
});
