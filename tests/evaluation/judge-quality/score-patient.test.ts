import { describe, expect, test } from 'vitest';
import { dayMs } from '../../../src/domain/local-day.ts';
import type { LineLog, LoggedAlert, LoggedItem, Raise } from '../../../src/evaluation/driver-log.ts';
import { scorePatient } from '../../../src/evaluation/judge-quality/score-patient.ts';
import type { TrueEvent } from '../../../src/evaluation/judge-quality/truth.ts';

const alert = (id: string, raises: readonly number[], fields: Partial<LoggedAlert> = {}): LoggedAlert => ({
  id,
  ruleId: 'some-rule',
  concern: 'weight',
  severity: 'warning',
  confirmed: true,
  state: 'ended',
  startedAt: raises[0] ?? 0,
  firedAt: raises[0] ?? null,
  lastAt: raises.at(-1) ?? 0,
  endedAt: null,
  raisedAt: raises.at(-1) ?? null,
  itemId: null,
  quietBy: null,
  quietUntil: null,
  quietFor: null,
  because: '',
  raises,
  quietAtFirst: null,
  ...fields,
});

const raise = (day: number, fields: Partial<Raise> = {}): Raise => ({
  at: day * dayMs,
  why: 'opened',
  lane: 'clinical',
  severity: 'warning',
  ...fields,
});

const item = (
  raises: readonly Raise[],
  closedDay: number | null,
  alertIds: readonly string[],
): LoggedItem => ({
  id: `item of day ${raises[0]?.at}`,
  openedAt: raises[0]?.at ?? 0,
  closedAt: closedDay === null ? null : closedDay * dayMs,
  closedBy: 'reviewer',
  raises: [...raises],
  alertIds: new Set(alertIds),
});

const event = (onsetDay: number, outcomeDay: number, clinical = true): TrueEvent => ({
  patient: 'P1',
  scenario: clinical ? 'decompensation' : 'holiday',
  onset: onsetDay * dayMs,
  outcome: outcomeDay * dayMs,
  clinical,
});

const score = (log: Partial<LineLog>, truth: readonly TrueEvent[]) =>
  scorePatient({ items: [], alerts: [], ...log }, truth, 70 * dayMs);

describe('an event', () => {
  const days = (list: readonly number[]) => list.map(day => item([raise(day)], day + 1, []));
  test.each([
    ['raised between onset and outcome', days([12]), true, 8],
    ['raised on the very onset', days([10]), true, 10],
    ['raised on the very outcome', days([20]), true, 0],
    ['raised before the onset', days([9]), false, null],
    ['raised after the outcome', days([21]), false, null],
    ['raised twice: the first one counts', days([18, 13]), true, 7],
    ['open since before the onset', [item([raise(9)], 30, [])], false, null],
    [
      'open since before, and worse meanwhile',
      [item([raise(9), raise(15, { why: 'worse' })], 30, [])],
      true,
      5,
    ],
    ['of the technical lane', [item([raise(12, { lane: 'technical' })], 13, [])], false, null],
    ['of silence alone', [item([raise(12, { lane: 'no-data' })], 13, [])], true, 8],
  ] as const)('is told by an item %s', (_, items, detected, leadDays) => {
    const { events } = score({ items }, [event(10, 20)]);
    expect(events).toMatchObject([{ detected, leadMs: leadDays === null ? null : leadDays * dayMs }]);
  });

  test('is told by readings only where a clinical item is raised', () => {
    const silence = score({ items: [item([raise(12, { lane: 'no-data' })], 13, [])] }, [event(10, 20)]);
    const reading = score({ items: [item([raise(12)], 13, [])] }, [event(10, 20)]);
    expect([silence, reading].map(s => s.events[0]?.byReadings)).toEqual([false, true]);
  });

  test('is none when it is not clinical', () => {
    const { events, truePositiveItems } = score({ items: [item([raise(12)], 13, [])] }, [
      event(10, 20, false),
    ]);
    expect([events, truePositiveItems]).toEqual([[], 0]);
  });
});

describe('an item is right', () => {
  const open = item([raise(5)], 30, ['a']);
  test.each([
    ['when it is raised in an event', item([raise(12)], 13, []), [], 1],
    ['when an alert of it fires in an event', open, [alert('a', [15 * dayMs])], 1],
    ['when an alert of it grows worse in an event', open, [alert('a', [5 * dayMs, 15 * dayMs])], 1],
    ['not when its alerts fire before', open, [alert('a', [5 * dayMs])], 0],
    [
      'not for what an alert did after it was closed',
      item([raise(5)], 6, ['a']),
      [alert('a', [5 * dayMs, 15 * dayMs])],
      0,
    ],
    ['not for a technical alert', open, [alert('a', [15 * dayMs], { concern: 'device' })], 0],
  ] as const)('%s', (_, its, alerts, truePositiveItems) => {
    expect(score({ items: [its], alerts: [...alerts] }, [event(10, 20)])).toMatchObject({
      truePositiveItems,
    });
  });
});

test('the load is every return to unreviewed; growing worse asks nobody twice, and technical items are counted apart', () => {
  const items = [
    item([raise(1), raise(2, { why: 'returned' }), raise(3, { why: 'worse' })], 4, []),
    item([raise(5, { lane: 'no-data' })], 6, []),
    item([raise(7, { lane: 'technical' }), raise(8, { why: 'became-clinical' })], 9, []),
    item([raise(10, { lane: 'technical' })], 11, []),
  ];
  expect(score({ items }, [])).toMatchObject({ items: 3, returns: 4, technicalReturns: 2 });
});

test('alerts that fired count by rule, quiet ones too; what only waited for a repeat does not', () => {
  const alerts = [
    alert('a', [12 * dayMs]),
    alert('b', [30 * dayMs], { quietAtFirst: 'cool-down' }),
    alert('c', [], { firedAt: null }),
    alert('d', [12 * dayMs], { ruleId: 'battery', concern: 'device' }),
  ];
  expect(score({ alerts }, [event(10, 20)])).toMatchObject({
    alerts: 2,
    quietAlerts: 1,
    rules: { 'some-rule': { alerts: 2, truePositive: 1 }, battery: { alerts: 1, truePositive: 1 } },
  });
});
