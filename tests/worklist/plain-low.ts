import { clear, unknown } from '../../src/domain/alert.ts';
import type { Rule } from '../../src/domain/rule.ts';
import { bpLow } from '../../src/rules/bp-low.ts';

/** `bp-low` as simple as can be: below 90 mmHg a warning, below 80 urgent, over after two good readings. */
export const plainLow: Rule = {
  ...bpLow,
  evaluate: ({ reading, readings }) => {
    if (reading?.kind !== 'blood-pressure') return unknown;
    const { systolicMmHg } = reading;
    if (systolicMmHg < 90) {
      const severity = systolicMmHg < 80 ? 'urgent' : 'warning';
      const because = `systolic ${systolicMmHg} mmHg`;
      return { is: 'firing', severity, confirmed: true, because, evidence: { readings: [], limits: {} } };
    }
    const lastTwo = readings.filter(r => r.kind === 'blood-pressure').slice(-2);
    return lastTwo.length === 2 && lastTwo.every(r => r.systolicMmHg >= 90) ? clear : unknown;
  },
};
