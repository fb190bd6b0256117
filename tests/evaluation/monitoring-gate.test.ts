import { describe, expect, test } from 'vitest';
import { clear, type Finding, type Severity, unknown } from '../../src/domain/alert.ts';
import type { MonitoringChange, MonitoringStatus } from '../../src/domain/monitoring.ts';
import type { Rule } from '../../src/domain/rule.ts';
import { evaluateMonitored, wakesAt } from '../../src/evaluation/monitoring-gate.ts';
import { monitoringReview } from '../../src/rules/monitoring-review.ts';
import { becauseOf, brief, est, patient, plainRule, snapshot, standing, start } from '../rules/build.ts';

const evidence = { readings: [], limits: {} };
const firing = (severity: Severity): Finding => ({
  is: 'firing',
  severity,
  confirmed: true,
  because: 'found',
  evidence,
});
const pending = (severity: Severity): Finding => ({
  is: 'pending',
  severity,
  until: start + 1,
  because: 'found',
  evidence,
});

const ruleThatFinds = (finding: Finding, over: Partial<Rule> = {}): Rule => ({
  ...plainRule,
  evaluate: () => finding,
  ...over,
});
const silence = (finding: Finding) => ruleThatFinds(finding, { concern: 'adherence', watchesTime: true });

const back = est('11-25 10:00');
const since = (status: MonitoringStatus): MonitoringChange => ({
  status,
  fromAt: est('11-16 10:00'),
  resumesAt: status === 'away' || status === 'learning' ? back : null,
  reviewAt: null,
});
const judged = (rule: Rule, status: MonitoringStatus, state?: 'pending' | 'firing'): Finding =>
  evaluateMonitored(
    rule,
    snapshot([], {
      patient: patient({ monitoring: [since(status)] }),
      standing: state ? standing(state) : null,
    }),
  );

test.each(['learning', 'active'] as const)('%s: every rule tells what it finds', status => {
  for (const finding of [firing('info'), pending('urgent'), clear, unknown]) {
    expect(judged(ruleThatFinds(finding), status)).toBe(finding);
    expect(judged(silence(finding), status)).toBe(finding);
  }
});

describe('away', () => {
  test('silence is held against nobody before the return, when it is looked at again', () => {
    expect(judged(silence(firing('info')), 'away')).toEqual({ is: 'clear', checkAt: back });
  });

  test('every other rule tells what it finds', () => {
    for (const finding of [firing('warning'), pending('urgent'), clear])
      expect(judged(ruleThatFinds(finding), 'away')).toBe(finding);
  });

  test('before it begins and from the return on all is as ever', () => {
    for (const at of [est('11-16 09:59'), back]) {
      const monitoring = [since('away')];
      const found = evaluateMonitored(
        silence(firing('info')),
        snapshot([], { at, patient: patient({ monitoring }) }),
      );
      expect(brief(found)).toBe('firing info confirmed');
    }
  });
});

describe('in hospital', () => {
  test('silence says nothing', () => {
    expect(judged(silence(firing('info')), 'in-hospital')).toEqual(clear);
  });

  test.each([firing('info'), firing('warning'), firing('urgent'), pending('urgent'), clear, unknown])(
    'a rule on what is measured at home pauses, and ends nothing: %o',
    finding => {
      expect(judged(ruleThatFinds(finding), 'in-hospital')).toEqual(unknown);
      expect(judged(ruleThatFinds(finding), 'in-hospital', 'firing')).toEqual(unknown);
    },
  );

  test('a rule that asked to be looked at again still is', () => {
    const rule = ruleThatFinds({ is: 'clear', checkAt: back });
    expect(judged(rule, 'in-hospital')).toEqual({ is: 'unknown', checkAt: back });
  });

  test.each([firing('critical'), pending('critical')])(
    'what is critical tells, and says where the patient is: %o',
    finding => {
      const told = judged(ruleThatFinds(finding), 'in-hospital');
      expect(told).toMatchObject({ is: finding.is, severity: 'critical' });
      expect(becauseOf(told)).toBe('found; recorded as in hospital since Mon 16 Nov');
    },
  );

  test.each([firing('urgent'), clear, pending('urgent')])(
    'what waited for a repeat when the stay began is settled: %o',
    finding => {
      expect(judged(ruleThatFinds(finding), 'in-hospital', 'pending').is).toBe(finding.is);
    },
  );

  test('the rule on the status itself still asks', () => {
    const monitoring = [{ ...since('in-hospital'), reviewAt: est('11-18 10:00') }];
    const found = evaluateMonitored(monitoringReview, snapshot([], { patient: patient({ monitoring }) }));
    expect(brief(found)).toBe('firing info confirmed');
  });
});

describe('ended', () => {
  test('nothing fires or clears, not even what is critical', () => {
    for (const finding of [firing('critical'), pending('critical'), clear]) {
      expect(judged(ruleThatFinds(finding), 'ended')).toEqual(unknown);
      expect(judged(ruleThatFinds(finding), 'ended', 'firing')).toEqual(unknown);
    }
  });

  test('silence is over, and what waits for a repeat waits no longer', () => {
    expect(judged(silence(firing('info')), 'ended', 'firing')).toEqual(clear);
    expect(judged(ruleThatFinds(firing('critical')), 'ended', 'pending')).toEqual(clear);
  });
});

describe('when a rule on adherence is looked at again', () => {
  const changes = patient({ monitoring: [since('away')] });
  const turn = est('11-16 10:00');

  test.each([
    ['it asked for nothing', undefined, turn],
    ['it asked for later', turn + 1, turn],
    ['it asked for sooner', turn - 1, turn - 1],
  ])('%s', (_, asked, wakes) => {
    expect(wakesAt(silence(clear), changes, turn - 2, asked)).toBe(wakes);
  });

  test('another rule is not', () => {
    expect(wakesAt(ruleThatFinds(clear), changes, turn - 2, undefined)).toBeUndefined();
  });

  test('without a turn ahead only when it asked', () => {
    expect(wakesAt(silence(clear), patient(), turn, undefined)).toBeUndefined();
    expect(wakesAt(silence(clear), patient(), turn, turn + 1)).toBe(turn + 1);
  });
});
