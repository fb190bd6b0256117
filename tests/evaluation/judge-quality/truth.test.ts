import { describe, expect, test } from 'vitest';
import { readTruth, wrongLines } from '../../../src/evaluation/judge-quality/truth.ts';

const known = new Set(['P1', 'P2']);
const header = 'patient,scenario,onset,outcome,clinical';
const line = 'P1,flare,2026-01-05T08:00:00Z,2026-01-09T08:00:00Z,true';
const read = (...lines: readonly string[]) => readTruth([header, ...lines].join('\n'), known);

const refusalOf = (...lines: readonly string[]): string | null => {
  try {
    read(...lines);
    return null;
  } catch (error) {
    return wrongLines('truth.csv', error);
  }
};

describe('a truth file', () => {
  test('is read with instants in any offset', () => {
    const [event] = read('P1,flare,2026-01-05T03:00:00-05:00,2026-01-09T08:00:00.000Z,true');
    expect(event).toEqual(read(line)[0]);
  });

  test.each(['true', 'TRUE', '1', 'yes'])('takes %s as clinical', word =>
    expect(read(line.replace('true', word))[0]?.clinical).toBe(true),
  );
  test.each(['false', '0', 'no'])('takes %s as not clinical', word =>
    expect(read(line.replace('true', word))[0]?.clinical).toBe(false),
  );

  test('may have columns of its own, in any order', () => {
    const text = `note,clinical,outcome,onset,scenario,patient\nx,true,2026-01-09T08:00:00Z,2026-01-05T08:00:00Z,flare,P1`;
    expect(readTruth(text, known)).toEqual(read(line));
  });

  test('may tell that nothing happened', () => expect(readTruth(`${header}\n`, known)).toEqual([]));

  test.each([
    [
      'a patient that the roster does not have',
      line.replace('P1', 'P9'),
      'truth.csv line 2: patient is not in the roster',
    ],
    [
      'a time without an offset',
      line.replace('08:00:00Z', '08:00:00'),
      /truth\.csv line 2: onset must be a time with an offset/,
    ],
    [
      'an outcome before the onset',
      line.replace('01-09', '01-01'),
      'truth.csv line 2: outcome lies before the onset',
    ],
    ['neither yes nor no', line.replace('true', 'maybe'), /truth\.csv line 2: clinical must be yes or no/],
  ])('with %s is refused, naming line and field', (_, wrong, told) => expect(refusalOf(wrong)).toMatch(told));

  test('without a column is refused, naming it', () =>
    expect(() =>
      readTruth('patient,scenario,onset,outcome\nP1,x,2026-01-05T08:00:00Z,2026-01-05T08:00:00Z', known),
    ).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ errors: [expect.objectContaining({ field: 'clinical' })] }),
      }),
    ));
});
