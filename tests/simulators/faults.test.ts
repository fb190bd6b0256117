import { expect, test } from 'vitest';
import { withClockFaults, withDuplicates, withLateBatches } from '../../simulators/faults.ts';
import { simulatePanel } from '../../simulators/patient.ts';
import { panelStream } from '../../simulators/stream.ts';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { endAt } from './fixtures.ts';

const panel = simulatePanel({ seed: 'faults', count: 100, endAt });
const messages = [...panelStream(panel, endAt - 14 * dayMs, endAt)];
const sorted = (list: readonly { at: number }[]) =>
  list.every(({ at }, index) => index === 0 || at >= (list[index - 1]?.at ?? 0));
const options = { seed: 9, rate: 0.1 };

test.each([withDuplicates, withLateBatches, withClockFaults])(
  '$name is seeded, and rate 0 changes nothing',
  wrap => {
    expect(wrap(messages, options)).toEqual(wrap(messages, options));
    expect(wrap(messages, options)).not.toEqual(wrap(messages, { ...options, seed: 10 }));
    expect(wrap(messages, { ...options, rate: 0 })).toEqual(messages);
    expect(sorted(wrap(messages, options))).toBe(true);
  },
);

test('a duplicate is the same payload, later', () => {
  const wrapped = withDuplicates(messages, options);
  const extra = (wrapped.length - messages.length) / messages.length;
  expect(extra).toBeGreaterThan(0.07);
  expect(extra).toBeLessThan(0.13);
  expect(new Set(wrapped.map(({ payload }) => payload)).size).toBe(messages.length);
});

test('a late batch arrives at the end of its hour, in measured order, with nothing lost', () => {
  const wrapped = withLateBatches(messages, options);
  expect(wrapped.map(({ payload }) => payload)).toEqual(messages.map(({ payload }) => payload));
  const late = wrapped.filter(({ at, payload }) => at !== Date.parse(payload.measuredAt));
  expect(late.length).toBeGreaterThan(0);
  for (const { at, payload } of late) {
    expect(at % hourMs).toBe(0);
    expect(at - Date.parse(payload.measuredAt)).toBeLessThanOrEqual(hourMs);
  }
});

test('a clock fault claims years ahead or 1970 and touches nothing else', () => {
  const wrapped = withClockFaults(messages, options);
  const wrong = wrapped.filter(({ at, payload }) => at !== Date.parse(payload.measuredAt));
  const share = wrong.length / messages.length;
  expect(share).toBeGreaterThan(0.07);
  expect(share).toBeLessThan(0.13);
  expect(new Set(wrong.map(({ payload }) => payload.measuredAt.slice(0, 4)))).toEqual(
    new Set(['2028', '1970']),
  );
  const strip = (list: typeof messages) =>
    list.map(({ payload: { measuredAt: _, ...rest }, ...message }) => ({ ...message, rest }));
  expect(strip([...wrapped])).toEqual(strip(messages));
});
