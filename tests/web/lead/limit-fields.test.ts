import { describe, expect, test } from 'vitest';
import { defaultLimits, limitsSchema } from '../../../src/rules/limits.ts';
import { changesOf, limitGroups, numberOf } from '../../../src/web/lead/rule-sets/limit-fields.ts';

describe('a proposal of limits', () => {
  test('the form has every limit once', () => {
    const names = limitGroups.flatMap(({ fields }) => fields.map(({ name }) => name));
    expect(names.toSorted()).toEqual(Object.keys(defaultLimits).toSorted());
  });

  test('only what differs from what is in force is proposed', () => {
    const typed = { severeSystolicMmHg: 185, lowSystolicMmHg: defaultLimits.lowSystolicMmHg };
    expect(changesOf(defaultLimits, typed, 'mg/dL')).toEqual({ severeSystolicMmHg: 185 });
  });

  test('an emptied field is no proposal', () => {
    expect(changesOf(defaultLimits, { missedDays: null }, 'mg/dL')).toBeNull();
  });

  test('a glucose limit in either unit is one value in two, as the server wants it', () => {
    for (let mgDl = 255; mgDl < 299; mgDl += 1) {
      const limits = { ...defaultLimits, ...changesOf(defaultLimits, { glucoseHigh: mgDl }, 'mg/dL') };
      expect(limits.glucoseHigh.mgDl).toBe(mgDl);
      expect(limitsSchema.safeParse(limits).success).toBe(true);
    }
    for (let tenths = 140; tenths < 166; tenths += 1) {
      const limits = {
        ...defaultLimits,
        ...changesOf(defaultLimits, { glucoseHigh: tenths / 10 }, 'mmol/L'),
      };
      expect(numberOf(limits.glucoseHigh, 'mmol/L')).toBe(tenths / 10);
      expect(limitsSchema.safeParse(limits).success).toBe(true);
    }
  });
});
