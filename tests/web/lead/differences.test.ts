import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../../../src/rules/limits.ts';
import { differences, proposalOf } from '../../../src/web/lead/rule-sets/differences.ts';

const inForce = {
  limits: defaultLimits,
  rules: { 'bp-trend': { enabled: false }, 'pulse-low': { enabled: false } },
};

describe('two rule sets', () => {
  test('that say the same differ in nothing', () => {
    expect(differences(inForce, structuredClone(inForce), 'mg/dL')).toEqual([]);
    expect(proposalOf(inForce, structuredClone(inForce))).toEqual({});
  });

  test('differ by limits, in the unit of who looks, and by rules', () => {
    const glucoseHigh = { mgDl: 270, mmolL: 15 };
    const after = { limits: { ...defaultLimits, severeSystolicMmHg: 185, glucoseHigh }, rules: {} };
    expect(differences(inForce, after, 'mmol/L')).toEqual([
      'Severe systolic, from: 180 → 185',
      'High glucose, above: 13.9 → 15',
      'rule bp-trend set otherwise',
      'rule pulse-low set otherwise',
    ]);
  });

  test('the proposal names what differs, and lets go of rules that the other one does not set', () => {
    const after = {
      limits: { ...defaultLimits, missedDays: 3 },
      rules: { 'bp-trend': { enabled: false }, 'weight-trend': { enabled: false } },
    };
    expect(proposalOf(inForce, after)).toEqual({
      limits: { missedDays: 3 },
      rules: { 'pulse-low': null, 'weight-trend': { enabled: false } },
    });
  });
});
