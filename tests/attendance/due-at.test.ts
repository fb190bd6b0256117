import { describe, expect, test } from 'vitest';
import { dueAtOf } from '../../src/attendance/due-at.ts';
import { slaMs } from '../../src/worklist/sla.ts';
import { planOf, weekdays } from './plans.ts';

const at = (iso: string): number => Date.parse(iso);
const office = {
  workingHours: [{ days: weekdays, from: '08:00', to: '17:00' }],
  overdue: {
    warning: { afterMinutes: 4 * 60 },
    info: { afterMinutes: 9 * 60 },
    urgent: { afterMinutes: 30 },
  },
};

describe('when a person should have looked', () => {
  test('without a plan as usual', () => {
    const raisedAt = at('2026-11-28T03:00:00-05:00');
    for (const severity of ['critical', 'urgent', 'warning', 'info'] as const) {
      expect(dueAtOf(null)(severity, raisedAt) - raisedAt).toBe(slaMs[severity]);
      expect(dueAtOf(planOf())(severity, raisedAt) - raisedAt).toBe(slaMs[severity]);
    }
  });

  test.each([
    ['within a working day', 'warning', '2026-11-30T09:10:00-05:00', '2026-11-30T13:10:00-05:00'],
    ['over a weekend', 'warning', '2026-11-27T15:00:00-05:00', '2026-11-30T10:00:00-05:00'],
    [
      'raised at night: from the morning on',
      'warning',
      '2026-11-30T03:07:00-05:00',
      '2026-11-30T12:00:00-05:00',
    ],
    ['a whole working day', 'info', '2026-11-30T16:59:00-05:00', '2026-12-01T16:59:00-05:00'],
    ['over the end of summer time', 'warning', '2026-10-30T15:00:00-04:00', '2026-11-02T10:00:00-05:00'],
    ['what is urgent is due at any hour', 'urgent', '2026-11-28T03:00:00-05:00', '2026-11-28T03:30:00-05:00'],
  ] as const)('%s', (_, severity, raisedAt, expected) => {
    expect(dueAtOf(planOf(office))(severity, at(raisedAt))).toBe(at(expected));
  });

  test('not counted in working hours where the program says so', () => {
    const plan = planOf({ ...office, overdue: { warning: { afterMinutes: 60, inWorkingHours: false } } });
    const raisedAt = at('2026-11-28T03:00:00-05:00');
    expect(dueAtOf(plan)('warning', raisedAt)).toBe(at('2026-11-28T04:00:00-05:00'));
  });
});
