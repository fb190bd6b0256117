import { expect, test } from 'vitest';
import type { MonitoringChange } from '../../src/domain/monitoring.ts';
import { monitoringReview } from '../../src/rules/monitoring-review.ts';
import { becauseOf, brief, est, judge, patient } from './build.ts';

const hospital = (from: string, review: string | null): MonitoringChange => ({
  status: 'in-hospital',
  fromAt: est(from),
  resumesAt: null,
  reviewAt: review === null ? null : est(review),
});
const at = (text: string, ...monitoring: readonly MonitoringChange[]) =>
  judge(monitoringReview, [], { at: est(text), reading: null, patient: patient({ monitoring }) });

test('asks to be looked at on the review date, and fires then', () => {
  const stay = hospital('11-03 09:00', '11-10 09:00');
  expect(at('11-03 09:00', stay)).toEqual({ is: 'clear', checkAt: est('11-10 09:00') });
  expect(at('11-10 08:59', stay)).toEqual({ is: 'clear', checkAt: est('11-10 09:00') });
  expect(at('11-10 09:00', stay)).toEqual({
    is: 'firing',
    severity: 'info',
    confirmed: true,
    because: 'in hospital since Tue 3 Nov; review was due Tue 10 Nov: still so?',
    evidence: { readings: [], limits: {} },
  });
});

test('a renewal clears it until its own review date, and the stay is still as old as it is', () => {
  const stay = [hospital('11-03 09:00', '11-10 09:00'), hospital('11-10 12:00', '11-17 12:00')];
  expect(at('11-10 12:00', ...stay)).toEqual({ is: 'clear', checkAt: est('11-17 12:00') });
  expect(becauseOf(at('11-18 12:00', ...stay))).toBe(
    'in hospital since Tue 3 Nov; review was due Tue 17 Nov: still so?',
  );
});

test('another status clears it, without a time to look again', () => {
  const home: MonitoringChange = {
    status: 'active',
    fromAt: est('11-11 09:00'),
    resumesAt: null,
    reviewAt: null,
  };
  expect(at('11-11 09:00', hospital('11-03 09:00', '11-10 09:00'), home)).toEqual({ is: 'clear' });
});

test('an absence that is over by its review date never asks', () => {
  const away: MonitoringChange = {
    status: 'away',
    fromAt: est('11-03 09:00'),
    resumesAt: est('11-10 09:00'),
    reviewAt: est('11-10 09:00'),
  };
  expect(brief(at('11-10 09:00', away))).toBe('clear');
});

test('without a change, or without a review date, there is nothing to ask', () => {
  expect(at('11-10 09:00')).toEqual({ is: 'clear' });
  expect(at('11-10 09:00', hospital('11-03 09:00', null))).toEqual({ is: 'clear' });
});
