import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import { admissions } from '../../src/risk/scores/admissions.ts';
import { at, inputs, pointsOf, stay, visit } from './inputs.ts';

const countOf = (...encounters: ReturnType<typeof stay>[]) =>
  pointsOf(admissions.score(inputs(encounters), at)).value;

const ago = (ms: number) => ({ ...stay('2026-01-01'), admittedAt: at - ms, dischargedAt: at - ms + 1 });

describe('admissions in the last year', () => {
  test('it always applies: nobody who was never admitted has 0', () => {
    expect(countOf()).toBe(0);
  });
  test('inpatient stays count, emergency and outpatient visits do not', () => {
    expect(
      countOf(stay('2026-03-01', '2026-03-05'), visit('2026-04-01'), {
        ...visit('2026-05-01'),
        class: 'outpatient',
      }),
    ).toBe(1);
  });
  test('a stay that goes on counts, one that lies ahead does not', () => {
    expect(countOf(stay('2026-11-20'), stay('2026-12-20', '2026-12-22'))).toBe(1);
  });
  test('365 days back, by the day of admission', () => {
    expect(countOf(ago(365 * dayMs))).toBe(0);
    expect(countOf(ago(365 * dayMs - 1))).toBe(1);
    expect(countOf({ ...ago(366 * dayMs), dischargedAt: at - dayMs })).toBe(0);
  });
  test('each admission is a part of its own, oldest first, and says its day', () => {
    const score = admissions.score(
      inputs([stay('2026-10-02', '2026-10-09', false), stay('2026-03-01', '2026-03-05')]),
      at,
    );
    expect(score.applicable && score.parts.map(p => [p.label, p.points])).toEqual([
      ['admitted 2026-03-01 as an emergency', 1],
      ['admitted 2026-10-02', 1],
    ]);
  });
  test('2 or more are high', () => {
    expect(admissions.high).toBe(2);
  });
});
