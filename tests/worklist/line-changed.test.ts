import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { changedOf, type Since, sinceOf } from '../../src/worklist/line-changed.ts';
import { whyOf } from '../../src/worklist/line-why.ts';
import type { AlertRow, ItemRow, Row } from '../../src/worklist/rows.ts';
import { alert, now } from './line.ts';
import { pressureReading } from './line-readings.ts';

const zone = 'America/New_York';
/** 06:10 in New York. */
const since: Since = { at: now - 50 * 60_000, by: 'Ana Ruiz', did: 'acknowledged' };

const row = (over: Partial<AlertRow> = {}): AlertRow => ({
  ...alert({
    itemId: 'wli_1',
    startedAt: since.at - hourMs,
    firedAt: since.at - hourMs,
    raisedAt: since.at - hourMs,
  }),
  patientId: 'pat_1',
  ruleId: 'bp-severe',
  ruleVersion: 2,
  limitsVersion: 1,
  because: 'systolic 184 mmHg; limit 180',
  evidence: {
    readings: [{ id: 'r1', measuredAt: now - 300_000, value: '184/96 mmHg' }],
    limits: { severeSystolicMmHg: 180 },
  },
  pendingUntil: null,
  endReason: null,
  previousAlertId: null,
  ...over,
});

const request = (over: Partial<Row<'providerRequest'>> = {}): Row<'providerRequest'> => ({
  id: 'prq_1',
  patientId: 'pat_1',
  programId: 'heart-failure',
  itemId: 'wli_1',
  kind: 'advice',
  asked: 'halve it?',
  askedBy: 'Ana Ruiz',
  askedAt: since.at,
  dueAt: now,
  provider: null,
  decision: 'approved',
  answer: null,
  answeredBy: 'Dr Chen',
  answeredAt: now - 60_000,
  version: 2,
  ...over,
});

const changed = (
  over: Partial<Parameters<typeof changedOf>[0]> = {},
  at = now,
): ReturnType<typeof changedOf> =>
  changedOf({ since, alerts: [], requests: [], why: null, before: null, ...over }, at, zone);

describe('sinceOf', () => {
  const item = (over: Partial<ItemRow>) =>
    ({ state: 'open', acknowledgedAt: null, acknowledgedBy: null, ...over }) as ItemRow;
  const taken = { acknowledgedAt: 7, acknowledgedBy: 'Ana Ruiz' };
  const close = (closedBy: string | null) => ({ closedBy, closedAt: 5 });
  test.each<[string, Partial<ItemRow>, ReturnType<typeof close> | undefined, Since | null]>([
    [
      'taken up',
      { state: 'acknowledged', ...taken },
      close('Bo Chen'),
      { at: 7, by: 'Ana Ruiz', did: 'acknowledged' },
    ],
    ['taken up, and open again', taken, undefined, { at: 7, by: 'Ana Ruiz', did: 'acknowledged' }],
    ['new, where a person was done before', {}, close('Bo Chen'), { at: 5, by: 'Bo Chen', did: 'closed' }],
    ['new, where the last one went by itself', {}, close('system'), null],
    ['new, of somebody who was never on the list', {}, undefined, null],
    ['closed', { state: 'closed', ...taken }, close('Bo Chen'), null],
  ])('%s', (_, over, lastClose, expected) => {
    expect(sinceOf(item(over), lastClose)).toEqual(expected);
  });
});

describe('changedOf', () => {
  test('nothing has come: null', () => {
    expect(
      changed({ alerts: [row()], requests: [request({ answeredAt: null, decision: null })] }),
    ).toBeNull();
  });

  test.each<[string, Partial<AlertRow>, string | null]>([
    ['fired since', { firedAt: now - 1_000, raisedAt: now - 900 }, 'new'],
    ['grew worse since', { raisedAt: now - 900 }, 'worse'],
    ['ended since', { state: 'ended', endedAt: now - 500 }, 'ended'],
    [
      'fired and ended since',
      { firedAt: now - 1_000, raisedAt: now - 900, state: 'ended', endedAt: now - 500 },
      'new',
    ],
    ['ended before', { state: 'ended', endedAt: since.at }, null],
    ['waits for a repeat, and is on no line', { itemId: null, raisedAt: now }, null],
    ['has not fired', { firedAt: null, raisedAt: now }, null],
  ])('an alert that %s', (_, over, is) => {
    expect(changed({ alerts: [row(over)] })?.changes.map(change => change.is) ?? null).toEqual(is && [is]);
  });

  test('counts what came, and says since when by the clock of the patient', () => {
    const alerts = [
      row({ id: 'a', firedAt: now - 1_000, raisedAt: now - 900 }),
      row({ id: 'b', raisedAt: now - 900 }),
      row({ id: 'c', state: 'ended', endedAt: now - 500 }),
    ];
    expect(changed({ alerts })).toMatchObject({
      since: { at: '2026-11-23T11:10:00.000Z', by: 'Ana Ruiz', did: 'acknowledged' },
      said: '1 new, 1 worse, 1 ended since Ana Ruiz acknowledged it at 06:10',
      changes: [
        { is: 'new', alertId: 'a', said: 'new: Severe blood pressure, systolic 184 mmHg; limit 180' },
        { is: 'worse', alertId: 'b' },
        { is: 'ended', alertId: 'c', said: 'ended: Severe blood pressure' },
      ],
    });
  });

  test('on another day the day is said too', () => {
    const alerts = [row({ firedAt: now + dayMs - 1_000, raisedAt: now + dayMs - 900 })];
    expect(changed({ alerts }, now + dayMs)?.said).toBe(
      '1 new since Ana Ruiz acknowledged it on Mon 23 Nov 06:10',
    );
  });

  test('a value of the same measure is told from what it was', () => {
    const why = whyOf(row(), pressureReading());
    expect(changed({ why, before: 168 })).toMatchObject({
      before: 168,
      changes: [],
      said: 'systolic 168 → 184 since Ana Ruiz acknowledged it at 06:10',
    });
  });

  test.each<[string, Partial<AlertRow>, number | null, number]>([
    ['as it was', {}, 184, now - 300_000],
    ['not known of then', {}, null, now - 300_000],
    ['measured before', {}, 168, since.at],
  ])('a value that is %s is no change', (_, over, before, measuredAt) => {
    const why = whyOf(row(over), pressureReading({ measuredAt }));
    expect(changed({ why, before })).toBeNull();
  });

  test.each<[string, Partial<Row<'providerRequest'>>, string | null]>([
    ['approved', {}, 'Dr Chen approved since Ana Ruiz acknowledged it at 06:10'],
    [
      'changed',
      { decision: 'changed' },
      'Dr Chen approved otherwise than asked since Ana Ruiz acknowledged it at 06:10',
    ],
    ['answered before', { answeredAt: since.at }, null],
    ['withdrawn', { decision: 'withdrawn' }, null],
    ['replaced', { decision: 'replaced' }, null],
  ])("a provider's answer: %s", (_, over, said) => {
    expect(changed({ requests: [request(over)] })?.said ?? null).toBe(said);
  });
});
