import { describe, expect, test } from 'vitest';
import { dayMs, isoLocal, localDay } from '../../src/domain/local-day.ts';
import { businessDaysAfter, callsAfter } from '../../src/pathways/call-days.ts';
import { dueFinding } from '../../src/pathways/due-finding.ts';
import { attemptsOf } from '../../src/pathways/task-body.ts';

const newYork = 'America/New_York';
const day = (text: string) => Date.parse(text) / dayMs;
const at = (text: string) => Date.parse(text);

describe('business days', () => {
  test.each([
    ['from a Tuesday', '2026-11-24', '2026-11-26'],
    ['from a Thursday over a weekend', '2026-11-19', '2026-11-23'],
    ['from a Friday', '2026-11-20', '2026-11-24'],
    ['from a Saturday', '2026-11-21', '2026-11-24'],
    ['from a Sunday', '2026-11-22', '2026-11-24'],
  ])('%s: two of them later', (_, from, to) => {
    expect(businessDaysAfter(day(from), 2)).toBe(day(to));
  });
});

describe('the calls after a discharge', () => {
  test("are at 10:00 on the patient's clock two and seven calendar days later, and say why", () => {
    // still the 24th in New York
    const calls = callsAfter(at('2026-11-25T03:30:00Z'), newYork, at('2026-11-25T04:00:00Z'));
    expect(calls.map(c => [c.kind, c.title, isoLocal(c.dueAt, newYork)])).toEqual([
      ['call-day-2', 'Call on day 2 after discharge of 24 November', '2026-11-26T10:00:00-05:00'],
      ['call-day-7', 'Call on day 7 after discharge of 24 November', '2026-12-01T10:00:00-05:00'],
    ]);
    expect(calls[0]?.because).toBe(
      'a contact, or two attempts, within 2 business days: by Thu 26 Nov (TCM; holidays not counted)',
    );
  });

  test.each([
    ['2026-11-20T15:00:00Z', 'by Tue 24 Nov (TCM; holidays not counted); day 2 is a Sunday'],
    ['2026-11-19T15:00:00Z', 'by Mon 23 Nov (TCM; holidays not counted); day 2 is a Saturday'],
  ])('of %s keep a weekend, and say so beside the limit of business days', (discharged, because) => {
    const [second] = callsAfter(at(discharged), newYork, at(discharged));
    expect(second?.because).toContain(because);
    expect(localDay(second?.dueAt ?? 0, newYork)).toBe(localDay(at(discharged), newYork) + 2);
  });

  test.each([
    ['forward', '2026-03-06T15:00:00Z', '2026-03-08T10:00:00-04:00'],
    ['back', '2026-10-30T15:00:00Z', '2026-11-01T10:00:00-05:00'],
  ])('are at 10:00 also on the day on which clocks go %s', (_, discharged, due) => {
    const [second] = callsAfter(at(discharged), newYork, at(discharged));
    expect(isoLocal(second?.dueAt ?? 0, newYork)).toBe(due);
  });

  test.each([
    ['just before day 7 is due', '2026-12-01T14:59:00Z', ['call-day-2', 'call-day-7']],
    ['when day 7 is due', '2026-12-01T15:00:00Z', ['call-day-7']],
  ])('of a discharge heard of %s', (_, now, kinds) => {
    const calls = callsAfter(at('2026-11-24T15:00:00Z'), newYork, at(now));
    expect(calls.map(c => c.kind)).toEqual(kinds);
  });
});

test.each([
  ['America/New_York', '2026-03-06T20:00:00Z', '2026-03-08T10:00:00-04:00', '2026-03-13T10:00:00-04:00'],
  ['America/New_York', '2026-10-30T20:00:00Z', '2026-11-01T10:00:00-05:00', '2026-11-06T10:00:00-05:00'],
  ['Pacific/Auckland', '2026-04-02T22:00:00Z', '2026-04-05T10:00:00+12:00', '2026-04-10T10:00:00+12:00'],
  // clocks change at midnight there: the day begins at 01:00
  ['Asia/Beirut', '2026-03-26T22:30:00Z', '2026-03-29T10:00:00+03:00', '2026-04-03T10:00:00+03:00'],
])('calls are at 10:00 on the clock of %s, also on the days when clocks change', (zone, from, day2, day7) => {
  const calls = callsAfter(at(from), zone, at(from));
  expect(calls.map(call => call.dueAt)).toEqual([at(day2), at(day7)]);
});

describe('what due tasks say', () => {
  test('nothing is due: clear', () => {
    expect(dueFinding([], newYork)).toEqual({ is: 'clear' });
  });

  test('a warning that names each with its day, the one due first on top', () => {
    const due = [
      { title: 'Order strips', dueAt: at('2026-11-27T03:00:00Z') },
      { title: 'Call on day 2 after discharge of 24 November', dueAt: at('2026-11-26T15:00:00Z') },
    ];
    expect(dueFinding(due, newYork)).toMatchObject({
      is: 'firing',
      severity: 'warning',
      because: 'Call on day 2 after discharge of 24 November, due 26 November; Order strips, due 26 November',
    });
  });
});

describe('attempts that count for a call', () => {
  const call = { kind: 'call-day-7', createdAt: 0, dueAt: 10 * dayMs, doneAt: null };
  const contact = (days: number, who: 'patient' | 'caregiver' | 'provider' = 'patient') => ({
    at: days * dayMs,
    who,
  });
  const counted = (task: Parameters<typeof attemptsOf>[0], ...contacts: ReturnType<typeof contact>[]) =>
    attemptsOf(task, contacts).map(c => c.at / dayMs);

  test('are those from two days before it is due', () => {
    expect(counted(call, contact(7.9), contact(8), contact(12, 'caregiver'))).toEqual([8, 12]);
  });
  test('are none from before it was started', () => {
    expect(counted({ ...call, createdAt: 9 * dayMs }, contact(8.5), contact(9))).toEqual([9]);
  });
  test('are none after it was done', () => {
    expect(counted({ ...call, doneAt: 10 * dayMs }, contact(10), contact(11))).toEqual([10]);
  });
  test('are not those to reach a provider', () => {
    expect(counted(call, contact(10, 'provider'))).toEqual([]);
  });
  test('are none of a task that is no call', () => {
    expect(counted({ ...call, kind: 'other' }, contact(10))).toEqual([]);
  });
});
