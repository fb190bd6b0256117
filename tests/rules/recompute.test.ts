import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding, Judgement } from '../../src/domain/alert.ts';
import type { Rule, Snapshot } from '../../src/domain/rule.ts';
import { evaluateMonitored } from '../../src/evaluation/monitoring-gate.ts';
import { recompute } from '../../src/evaluation/recompute.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { defaultLimits } from '../../src/rules/limits.ts';
import { brief } from './build.ts';
import { windows } from './windows.ts';

type Grounded = Extract<Finding, { is: 'firing' | 'pending' }>;

const isGrounded = (finding: Finding): finding is Grounded =>
  finding.is === 'firing' || finding.is === 'pending';

/** From what is stored of a finding, and the readings it names. */
const again = (rule: Rule, finding: Grounded, window: Snapshot): Finding => {
  const { at, reading, patient, standing } = window;
  const readingId = reading?.id ?? null;
  const { is, severity } = finding;
  const found = { is, severity, confirmed: finding.is === 'firing' && finding.confirmed };
  const judged: Judgement = { at, readingId, standing, limitsVersion: 1, overrideIds: [], patient, found };
  const named = new Set([...finding.evidence.readings.map(r => r.id), readingId]);
  return recompute(rule, {
    evidence: structuredClone({ ...finding.evidence, judged }),
    readings: [...window.readings.filter(r => r.id !== readingId), ...(reading ? [reading] : [])].filter(r =>
      named.has(r.id),
    ),
    inForce: { limits: window.limits, rules: {} },
  });
};

const told = (finding: Finding) => [brief(finding), 'because' in finding ? finding.because : ''];

describe.each(rules)('$id', rule => {
  test('finds the same again from its evidence alone', () => {
    let fired = 0;
    const property = fc.property(windows(rule), window => {
      const finding = evaluateMonitored(rule, window);
      if (!isGrounded(finding)) return;
      fired++;
      expect(told(again(rule, finding, window))).toEqual(told(finding));
    });
    // some rules fire in one window of a thousand
    for (let tries = 0; tries < 10 && fired === 0; tries += 1) fc.assert(property, { numRuns: 1500 });
    // otherwise the property says nothing of the rule
    expect(fired).toBeGreaterThan(0);
  });
});

test('evidence that does not say how it was judged finds nothing', () => {
  const evidence = { readings: [], limits: {} };
  const inForce = { limits: defaultLimits, rules: {} };
  for (const rule of rules) expect(recompute(rule, { evidence, readings: [], inForce }).is).toBe('unknown');
});
