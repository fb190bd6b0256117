import { describe, expect, test } from 'vitest';
import { hourMs } from '../../src/domain/local-day.ts';
import type { ListedAlert } from '../../src/worklist/line-grounds.ts';
import type { LineReading } from '../../src/worklist/line-measure.ts';
import { briefly, flagsOf, leadingOf, whyOf } from '../../src/worklist/line-why.ts';
import type { AlertRow } from '../../src/worklist/rows.ts';
import { alert, now } from './line.ts';
import { pressureReading } from './line-readings.ts';

const row = (over: Partial<AlertRow> = {}): AlertRow => ({
  ...alert({ itemId: 'wli_1' }),
  patientId: 'pat_1',
  ruleId: 'bp-severe',
  ruleVersion: 2,
  limitsVersion: 1,
  because: 'unconfirmed: call; systolic 184 mmHg; limit 180',
  confirmed: false,
  severity: 'urgent',
  evidence: {
    readings: [{ id: 'r1', measuredAt: now - 300_000, value: '184/96 mmHg' }],
    limits: { severeSystolicMmHg: 180, severeDiastolicMmHg: 120 },
  },
  pendingUntil: null,
  endReason: null,
  previousAlertId: null,
  ...over,
});

const listed = (id: string, over: Partial<ListedAlert> = {}): ListedAlert => {
  const { evidence: _, ...its } = row({ id });
  return { ...its, needsReview: true, isDuty: false, ...over };
};

describe('flagsOf', () => {
  test.each<[Partial<LineReading>, readonly string[]]>([
    [{}, []],
    [{ flags: ['clock', 'corrected'] }, ['clock', 'corrected']],
    [{ suspect: 'implausible' }, ['suspect']],
    [{ receivedAt: now - 300_000 + hourMs }, []],
    [{ receivedAt: now - 300_000 + hourMs + 1 }, ['late']],
    [{ owned: false }, ['unowned']],
  ])('%o is told as %o', (over, flags) => {
    expect(flagsOf(pressureReading(over))).toEqual(flags);
  });
});

describe('leadingOf: the alert that speaks', () => {
  test.each<[string, readonly ListedAlert[], string | undefined]>([
    ['as severe as the line', [listed('a', { severity: 'warning' }), listed('b')], 'b'],
    ['still firing rather than over', [listed('a', { state: 'ended' }), listed('b')], 'b'],
    ['over, where all of that severity are', [listed('a', { state: 'ended' })], 'a'],
    [
      'a duty that is due',
      [listed('a', { needsReview: false }), listed('b', { needsReview: false, isDuty: true })],
      'b',
    ],
    [
      'no duty that is over',
      [
        listed('a', { needsReview: false }),
        listed('b', { needsReview: false, isDuty: true, state: 'ended' }),
      ],
      'a',
    ],
    [
      'what asks, though milder',
      [listed('a', { needsReview: false }), listed('b', { severity: 'info' })],
      'b',
    ],
    [
      'the first, where none asks',
      [listed('a', { needsReview: false }), listed('b', { needsReview: false })],
      'a',
    ],
    ['nothing, where there is none', [], undefined],
  ])('%s', (_, alerts, id) => {
    expect(leadingOf(alerts, 'urgent')?.id).toBe(id);
  });
});

describe('whyOf', () => {
  test('says the value, the limit, how many readings agree, and when it was measured and came', () => {
    expect(whyOf(row(), pressureReading())).toEqual({
      alertId: 'alr_1',
      ruleId: 'bp-severe',
      ruleTitle: 'Severe blood pressure',
      concern: 'blood-pressure',
      severity: 'urgent',
      state: 'firing',
      because: 'unconfirmed: call; systolic 184 mmHg; limit 180',
      confirmed: false,
      readings: { agree: 1, of: 2 },
      value: { measure: 'systolic', value: 184, unit: 'mmHg', said: '184/96 mmHg' },
      limit: { what: 'severe at or above, systolic', value: 180, unit: 'mmHg' },
      measuredAt: '2026-11-23T11:55:00.000Z',
      arrivedAt: '2026-11-23T11:55:01.000Z',
      flags: [],
    });
  });

  test('what is confirmed rests on all of its readings', () => {
    const readings = [1, 2, 3].map(n => ({ id: `r${n}`, measuredAt: now, value: '184/96 mmHg' }));
    const confirmed = row({ confirmed: true, evidence: { readings, limits: {} } });
    expect(whyOf(confirmed, undefined).readings).toEqual({ agree: 3, of: 3 });
  });

  test('a reading that is there no more leaves when it was measured', () => {
    expect(whyOf(row(), undefined)).toMatchObject({
      value: null,
      limit: null,
      measuredAt: '2026-11-23T11:55:00.000Z',
      arrivedAt: null,
    });
  });

  test('silence is told against the days that are allowed, not by the last value', () => {
    const silent = row({
      concern: 'adherence',
      ruleId: 'missed-blood-pressure',
      evidence: { ...row().evidence, limits: { missedDays: 2, expectedPerWeek: 7 } },
    });
    expect(whyOf(silent, pressureReading())).toMatchObject({
      value: null,
      limit: { value: 2, unit: 'days' },
      measuredAt: '2026-11-23T11:55:00.000Z',
    });
  });

  test('what rests on no reading says neither value nor time', () => {
    const risk = row({
      concern: 'risk',
      ruleId: 'risk-cohort',
      evidence: { readings: [], limits: { rank: 3 } },
    });
    expect(whyOf(risk, undefined)).toMatchObject({
      value: null,
      limit: null,
      measuredAt: null,
      readings: { agree: 0 },
    });
  });
});

describe('briefly', () => {
  test('shows what asks for a person; where nothing does, what was worst', () => {
    const quiet = listed('a', { needsReview: false });
    const ids = (alerts: readonly ListedAlert[]) => briefly(alerts, null).map(a => a.id);
    expect(ids([listed('b'), quiet])).toEqual(['b']);
    expect(ids([quiet, listed('c', { needsReview: false })])).toEqual(['a']);
    expect(ids([listed('d', { needsReview: false, isDuty: true }), quiet])).toEqual(['d']);
  });

  test.each([
    [null, false],
    [now - hourMs, false],
    [now - hourMs - 1, true],
  ])('raised an hour ago and acknowledged at %s, it is new: %s', (acknowledgedAt, isNew) => {
    expect(briefly([listed('a')], acknowledgedAt)[0]?.isNew).toBe(isNew);
  });
});
