import { expect, test } from 'vitest';
import { equivalents, glucoseText, inUnits, weightText } from '../../../src/web/chart/units.ts';

const us = { glucose: 'mg/dL', weight: 'lb' } as const;
const si = { glucose: 'mmol/L', weight: 'kg' } as const;

test('values are told in the units of whoever looks', () => {
  expect(weightText(80.8, us)).toBe('178.1 lb');
  expect(weightText(80.84, si)).toBe('80.8 kg');
  expect(glucoseText(101, si)).toBe('5.6 mmol/L');
  expect(glucoseText(101.4, us)).toBe('101 mg/dL');
});

test.each([
  ['82.3 kg', us, '181.4 lb'],
  ['82.3 kg', si, '82.3 kg'],
  ['54 mg/dL', si, '3 mmol/L'],
  ['16.7 mmol/L', us, '301 mg/dL'],
  ['−2.3 kg', us, '−5.1 lb'],
  ['142/88 mmHg', us, '142/88 mmHg'],
  ['HI', si, 'HI'],
  ['2 kg in 3 days', us, '2 kg in 3 days'],
] as const)('a value alone, %s, reads %s', (text, units, told) => {
  expect(inUnits(text, units)).toBe(told);
});

test('a sentence of a rule is never rewritten: its values with another unit are told beside it, each once', () => {
  const sentence = 'weight 82.3 kg, 2.3 kg in 3 days; limit 2; 2.3 kg since Monday';
  expect(equivalents(sentence, us)).toEqual(['82.3 kg is 181.4 lb', '2.3 kg is 5.1 lb']);
  expect(equivalents(sentence, si)).toEqual([]);
  expect(equivalents('glucose 61 mg/dL; limit 70', si)).toEqual(['61 mg/dL is 3.4 mmol/L']);
});
