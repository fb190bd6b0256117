import { describe, expect, test } from 'vitest';
import type { PatientBody } from '../../../src/contract/patients.ts';
import { dayMs, isoDay, localDay } from '../../../src/domain/local-day.ts';
import { missedDays } from '../../../src/web/chart/missed.ts';
import { daysAgo, iso, now, patient } from './build.ts';

const span = { from: now - 6 * dayMs, to: now };
const zone = 'America/New_York';
const missed = (of: PatientBody, measured: readonly number[]) =>
  missedDays(
    of,
    'blood-pressure',
    measured.map(days => daysAgo(days)),
    span,
  ).map(day => isoDay(localDay(day.from, zone)));

const perWeek = (count: number): PatientBody =>
  patient({ assignments: patient().assignments.map(each => ({ ...each, perWeek: count })) });

describe('missed days', () => {
  test('a day without its reading is missed; today may still bring one', () => {
    expect(missed(patient(), [5, 4, 2])).toEqual(['2026-11-23', '2026-11-25']);
  });

  test('who is to measure every second day misses none in between', () => {
    expect(missed(perWeek(3.5), [5, 3, 1])).toEqual([]);
    expect(missed(perWeek(3.5), [5, 1])).toEqual(['2026-11-23', '2026-11-24']);
  });

  test('nothing is missed while away, before the enrolment, or without a device', () => {
    const away = { status: 'away', since: iso(daysAgo(4)), resumesAt: iso(daysAgo(2)) } as const;
    const change = { ...away, reviewAt: null, reason: null, by: null };
    expect(missed(patient({ monitoringChanges: [change] }), [5])).toEqual(['2026-11-25']);
    expect(missed(patient({ enrolledAt: iso(daysAgo(3)) }), [])).toEqual(['2026-11-24', '2026-11-25']);
    expect(missed(patient({ assignments: [] }), [])).toEqual([]);
  });

  test('a day is the calendar day where the patient lives', () => {
    // 02:30 UTC is still the evening before in New York
    const late = Date.parse('2026-11-25T02:30:00Z');
    const days = missedDays(patient(), 'blood-pressure', [late], { from: late - dayMs, to: now });
    expect(days.map(day => isoDay(localDay(day.from, zone)))).toEqual(['2026-11-25']);
  });
});
