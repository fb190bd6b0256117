import { describe, expect, test } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { slaBucket, slaBucketIndex } from '../../src/worklist/rank.ts';
import { summarize } from '../../src/worklist/summary.ts';
import { start, testApp } from '../api/app.ts';
import { putItems } from './rows.ts';

const later = start + 2 * dayMs;

describe('the SLA bucket', () => {
  test.each([
    ['long past', -dayMs, 'overdue'],
    ['now', 0, 'overdue'],
    ['in a millisecond', 1, 'within-the-hour'],
    ['in an hour', hourMs, 'within-the-hour'],
    ['in an hour and a bit', hourMs + 1, 'today'],
    ['in 24 hours', dayMs, 'today'],
    ['after that', dayMs + 1, 'later'],
  ])('%s', (_, inMs, bucket) => {
    expect(slaBucket(start + inMs, start)).toBe(bucket);
  });

  test('buckets come in the order of their urgency', () => {
    const indexes = [-1, 0, 1, hourMs, hourMs + 1, dayMs, dayMs + 1].map(ms => slaBucketIndex(ms, 0));
    expect(indexes).toEqual([...indexes].sort());
  });
});

describe('the order of the worklist', () => {
  test('severity, over or not, confirmed, SLA bucket, risk, age, in that order, whatever order they were opened in', async () => {
    const ranked = [
      { severity: 3, confirmed: true, slaDueAt: start - 1, openedAt: start - 1 },
      { severity: 3, confirmed: true, slaDueAt: later, openedAt: start - dayMs },
      { severity: 3, confirmed: false, slaDueAt: start - dayMs, openedAt: start - dayMs },
      // what is over comes after what is not, and before anything less severe
      { severity: 3, confirmed: true, resolved: true, slaDueAt: start - dayMs, openedAt: start - dayMs },
      { severity: 2, confirmed: true, slaDueAt: start, openedAt: start - 1 },
      { severity: 2, confirmed: true, slaDueAt: start + hourMs, openedAt: start - 2 },
      // within one bucket the higher risk comes first, and one without a score last
      { severity: 2, confirmed: true, slaDueAt: start + 3 * hourMs, openedAt: start - 1, risk: 0.9 },
      { severity: 2, confirmed: true, slaDueAt: start + hourMs + 1, openedAt: start - 9, risk: 0.5 },
      { severity: 2, confirmed: true, slaDueAt: start + 3 * hourMs, openedAt: start - 8, risk: 0.5 },
      { severity: 2, confirmed: true, slaDueAt: start + hourMs + 1, openedAt: start - 9, risk: 0 },
      { severity: 2, confirmed: true, slaDueAt: start + dayMs, openedAt: start - 4 },
      // within one bucket the older comes first, though it is due later
      { severity: 2, confirmed: true, slaDueAt: start + 2 * hourMs, openedAt: start - 3 },
      { severity: 2, confirmed: true, slaDueAt: later, openedAt: start - dayMs },
      { severity: 2, confirmed: false, slaDueAt: start - dayMs, openedAt: start - dayMs },
      {
        severity: 1,
        confirmed: true,
        slaDueAt: start - dayMs,
        openedAt: start - dayMs,
        state: 'acknowledged',
      },
      { severity: 1, confirmed: true, slaDueAt: start - dayMs, openedAt: start - dayMs + 1 },
      { severity: 0, confirmed: true, slaDueAt: start - dayMs, openedAt: start - dayMs },
    ] as const;
    const app = await testApp({ patients: ranked.length });
    const rows = ranked.map((row, i) => ({ ...row, id: `wli_${String(i).padStart(2, '0')}` }));
    await putItems(app, rows.toReversed());
    expect((await app.worklist()).items.map(i => i.id)).toEqual(rows.map(r => r.id));
  });

  test('two items that are alike in everything keep one order', async () => {
    const app = await testApp({ patients: 3 });
    await putItems(app, [{ id: 'wli_b' }, { id: 'wli_c' }, { id: 'wli_a' }]);
    expect((await app.worklist()).items.map(i => i.id)).toEqual(['wli_a', 'wli_b', 'wli_c']);
  });

  test('an item rises as its time runs out', async () => {
    const app = await testApp({ patients: 2 });
    await putItems(app, [
      { id: 'wli_old', slaDueAt: start + 3 * hourMs, openedAt: start - 2 },
      { id: 'wli_new', slaDueAt: start + 2 * hourMs, openedAt: start - 1 },
    ]);
    const order = async () => (await app.worklist()).items.map(i => i.id);
    expect(await order()).toEqual(['wli_old', 'wli_new']);
    await app.setTime(start + hourMs);
    expect(await order()).toEqual(['wli_new', 'wli_old']);
  });

  test('a closed item is on no page', async () => {
    const app = await testApp({ patients: 1 });
    await putItems(app, [{ state: 'closed' }]);
    expect(await app.worklist()).toMatchObject({ items: [], total: 0 });
  });
});

describe('what a line says of its alerts', () => {
  const alert = {
    severity: 'warning',
    confirmed: true,
    state: 'firing',
    concern: 'glucose',
    raisedAt: start,
  } as const;

  test.each([
    ['the worst severity', [alert, { ...alert, severity: 'critical' as const }], { severity: 3 }],
    [
      'confirmed only if an alert of the worst severity is',
      [alert, { ...alert, severity: 'urgent' as const, confirmed: false }],
      { severity: 2, confirmed: false },
    ],
    [
      'confirmed if one of two worst ones is',
      [{ ...alert, confirmed: false }, alert],
      { severity: 1, confirmed: true },
    ],
    [
      'resolved once its worst alerts have ended',
      [
        { ...alert, state: 'ended' },
        { ...alert, state: 'ended' },
      ],
      { resolved: true },
    ],
    ['not resolved while one fires', [{ ...alert, state: 'ended' }, alert], { resolved: false }],
    [
      'technical if it is of devices alone',
      [{ ...alert, concern: 'device' as const }],
      { lane: 'technical' },
    ],
    ['clinical as soon as one is', [{ ...alert, concern: 'device' as const }, alert], { lane: 'clinical' }],
    [
      'due when the first of its alerts is',
      [alert, { ...alert, severity: 'urgent' as const, raisedAt: start + minuteMs }],
      { slaDueAt: start + minuteMs + hourMs },
    ],
    [
      'due from now for an alert never raised',
      [{ ...alert, raisedAt: null }],
      { slaDueAt: start + 5 + dayMs },
    ],
    [
      'due in 15 minutes when critical',
      [{ ...alert, severity: 'critical' as const }],
      { slaDueAt: start + 15 * minuteMs },
    ],
    [
      'due in 3 days when it is for information',
      [{ ...alert, severity: 'info' as const }],
      { slaDueAt: start + 3 * dayMs },
    ],
  ])('%s', (_, alerts, expected) => {
    expect(summarize(alerts, { now: start + 5 })).toMatchObject(expected);
  });
});

test.each([
  ['in winter', '2026-01-15T10:00:00-05:00', 'America/New_York', '2026-01-16T00:00:00-05:00'],
  ['on the day of 23 hours', '2026-03-08T10:00:00-04:00', 'America/New_York', '2026-03-09T00:00:00-04:00'],
  ['on the day of 25 hours', '2026-11-01T00:30:00-04:00', 'America/New_York', '2026-11-02T00:00:00-05:00'],
  ['in Auckland, a day ahead', '2026-04-05T10:00:00+12:00', 'Pacific/Auckland', '2026-04-06T00:00:00+12:00'],
])('a task is due by the end of the local day on which it fell due: %s', (_, at, timeZone, end) => {
  const raisedAt = Date.parse(at);
  const task = { severity: 'warning', confirmed: true, state: 'firing', concern: 'task', raisedAt } as const;
  const dueAt = () => raisedAt + 3 * dayMs;
  const summary = summarize([task], { now: raisedAt, dueAt, timeZone });
  expect(new Date(summary.slaDueAt).toISOString()).toBe(new Date(end).toISOString());
  expect(summarize([task], { now: raisedAt, dueAt: () => raisedAt + 1, timeZone }).slaDueAt).toBe(
    raisedAt + 1,
  );
});
