import { expect, test } from 'vitest';
import { limitsSchema } from '../../src/rules/limits.ts';
import { spokenLimits } from '../../src/rules/spoken-limits.ts';

const spoken = (ruleId: string, name: string): string => {
  const [limit] = spokenLimits(ruleId, { [name]: 6 });
  return `${limit?.what} ${limit?.value} ${limit?.unit}`.trim();
};

test.each([
  ['bp-mean-high', 'leastSessions', 'how many sessions of the last 7 days there must be 6 sessions'],
  ['weight-decompensation', 'limitKg', 'fires at so much, all signs together 6 kg'],
  ['bp-baseline-shift', 'leastSpreads', 'and by at least so many own spreads 6'],
  ['bp-severe', 'severeSystolicMmHg', 'severe at or above, systolic 6 mmHg'],
  ['pulse-low', 'lowPulsePerMin', 'pulse low below 6 /min'],
  ['weight-gain-3-days', 'weightGain3DaysKg', 'gain in 3 days above 6 kg'],
  ['missed-weight', 'missedDays', 'whole local days without a reading 6 days'],
  ['glucose-high-twice', 'glucoseHighMmolL', 'high above 6 mmol/L'],
  ['glucose-high-twice', 'glucoseHigh.mgDl', 'high above 6 mg/dL'],
  ['weight-above-dry', 'dryWeightKg', 'the dry weight on file 6 kg'],
  ['bp-high-repeated', 'highSystolicMmHg', 'high at or above, systolic 6 mmHg'],
  ['gone', 'someOldLimitMmHg', 'some old limit 6 mmHg'],
])('%s: %s is said as: %s', (ruleId, name, said) => {
  expect(spoken(ruleId, name)).toBe(said);
});

test.each(Object.keys(limitsSchema.shape))('the limit %s has a unit and words of its own', name => {
  const [limit] = spokenLimits('gone', { [name]: 6 });
  expect(limit?.unit).toMatch(/^(mmHg|\/min|kg|days|mg\/dL and mmol\/L)$/);
  expect(limit?.what).not.toBe('');
});
