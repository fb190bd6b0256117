import { expect, test } from 'vitest';
import { inputsAsOf } from '../../../src/risk/recalibrate/as-of.ts';
import { diagnoses, inputs, stay } from '../inputs.ts';

const at = Date.parse('2026-03-05T15:00:00Z');

test('what came later is not known: stays, discharges, diagnoses', () => {
  const known = [stay('2026-01-01', '2026-01-05'), stay('2026-03-01', '2026-03-05')];
  const all = inputs(
    [...known, stay('2026-03-04', '2026-03-09'), stay('2026-03-06', '2026-03-07')],
    diagnoses('I10', 'I509 2026-03-05', 'E119 2026-03-06'),
  );
  expect(inputsAsOf(all, at)).toEqual(
    inputs([...known, stay('2026-03-04')], diagnoses('I10', 'I509 2026-03-05')),
  );
});

test('the day of a diagnosis is the day where the patient lives', () => {
  const lateEvening = Date.parse('2026-03-06T03:00:00Z');
  const codes = diagnoses('I509 2026-03-06');
  expect(inputsAsOf(inputs([], codes, 'America/New_York'), lateEvening).conditions).toEqual([]);
  expect(inputsAsOf(inputs([], codes, 'Europe/London'), lateEvening).conditions).toEqual(codes);
});
