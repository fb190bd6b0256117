import { describe, expect, test } from 'vitest';
import { demandsItem, eachFindingCounts } from '../../src/alerts/attention.ts';
import { alertSteps, alertTitle, countsEachTime, isDuty, isNotice } from '../../src/alerts/sources.ts';

describe('what an alert comes from', () => {
  test.each([
    ['bp-low', false, false, false],
    ['unowned-glucose', false, false, true],
    ['risk-cohort', true, false, false],
    ['care-task', true, true, true],
    ['symptoms', false, false, true],
    ['a-rule-of-long-ago', false, false, false],
  ])('%s: notice %s, duty %s, counts each time %s', (id, notice, duty, each) => {
    expect([isNotice(id), isDuty(id), countsEachTime(id)]).toEqual([notice, duty, each]);
  });

  test('what is critical counts each time, whatever it comes from', () => {
    expect(eachFindingCounts('bp-low', 'critical')).toBe(true);
    expect(eachFindingCounts('bp-low', 'urgent')).toBe(false);
    expect(eachFindingCounts('symptoms', 'warning')).toBe(true);
  });

  test('symptoms reported again within an acceptance ask again', () => {
    const alert = { ruleId: 'symptoms', state: 'firing', severity: 'warning', firedAt: 1 } as const;
    const loud = { endedAt: null, quietBy: null, quietUntil: null };
    const review = { severity: 'warning', acceptedUntil: 100, at: 10 } as const;
    expect(demandsItem({ ...alert, ...loud, lastAt: 10 }, review, 50)).toBe(false);
    expect(demandsItem({ ...alert, ...loud, lastAt: 11 }, review, 50)).toBe(true);
  });

  test('has a title and a protocol, or is called by its id and has none', () => {
    expect(alertTitle('care-task')).toBe('A task is due');
    expect(alertTitle('a-rule-of-long-ago')).toBe('a-rule-of-long-ago');
    expect(alertSteps('bp-low').length).toBeGreaterThan(0);
    expect(alertSteps('symptoms').every(step => step.startsWith('consider '))).toBe(true);
    expect(alertSteps('a-rule-of-long-ago')).toEqual([]);
  });
});
