import { describe, expect, test } from 'vitest';
import { type KnownStay, stayToEnd } from '../../src/pathways/stay-to-end.ts';
import { whyLeft } from '../../src/pathways/tighten-limits.ts';
import { tightenedLimits } from '../../src/pathways/tightened-limits.ts';
import { defaultLimits } from '../../src/rules/limits.ts';

const stay = (admittedAt: number, dischargedAt: number | null, id = `${admittedAt}`): KnownStay => ({
  id,
  admittedAt,
  dischargedAt,
});
const discharge = (
  over: Partial<{ admittedAt: number; dischargedAt: number; inHospitalSince: number }> = {},
) => ({ admittedAt: null, dischargedAt: 100, inHospitalSince: null, ...over });

describe('the stay that a discharge is of', () => {
  test.each<[string, KnownStay[], ReturnType<typeof discharge>, string]>([
    ['the one on file that is open', [stay(50, null)], discharge(), 'on-file'],
    ['the open one although others are over', [stay(50, null), stay(10, 20)], discharge(), 'on-file'],
    ['the open one, named', [stay(50, null)], discharge({ admittedAt: 50 }), 'on-file'],
    ['not one that begins later', [stay(150, null)], discharge(), 'before-admission'],
    ['not one that began just then', [stay(100, null)], discharge(), 'before-admission'],
    ['one that ended already, named', [stay(50, 90)], discharge({ admittedAt: 50 }), 'ended-already'],
    ['one that ended then, not named', [stay(50, 100)], discharge(), 'ended-already'],
    ['one that ended later, not named', [stay(50, 110)], discharge(), 'ended-already'],
    ['a new one, named', [stay(10, 20)], discharge({ admittedAt: 50 }), 'new'],
    ['a new one that begins as another ends', [stay(10, 50)], discharge({ admittedAt: 50 }), 'new'],
    ['a new one, since when the status says', [stay(10, 20)], discharge({ inHospitalSince: 60 }), 'new'],
    ['not one that began after its end', [], discharge({ admittedAt: 100 }), 'before-admission'],
    ['not one within another', [stay(10, 60)], discharge({ admittedAt: 50 }), 'overlaps'],
    ['not one beside an open one', [stay(10, null)], discharge({ admittedAt: 50 }), 'overlaps'],
    [
      'not one that the status puts into another',
      [stay(10, 60)],
      discharge({ inHospitalSince: 50 }),
      'overlaps',
    ],
    ['not told', [stay(10, 20)], discharge(), 'not-told'],
    ['not told, with none on file', [], discharge(), 'not-told'],
  ])('%s', (_, stays, asked, is) => {
    expect(stayToEnd(stays, asked).is).toBe(is);
  });

  test('a new one begins when it is said, before what the status says', () => {
    expect(stayToEnd([], discharge({ admittedAt: 40, inHospitalSince: 60 }))).toEqual({
      is: 'new',
      admittedAt: 40,
    });
    expect(stayToEnd([], discharge({ inHospitalSince: 60 }))).toEqual({ is: 'new', admittedAt: 60 });
  });
});

describe('limits that are tighter after a discharge', () => {
  test('are each below what ships, and say where they are from', () => {
    for (const program of ['heart-failure', 'diabetes', 'a-site-made']) {
      for (const { limit, value, source } of tightenedLimits(program)) {
        const shipped =
          program === 'heart-failure' ? defaultLimits[limit] : Math.max(4, defaultLimits[limit]);
        expect(value, limit).toBeLessThan(shipped);
        expect(source, limit).not.toBe('');
      }
    }
  });

  test.each([
    ['locked by the program', ['limits.missedDays'], { now: 2, contradicts: false }, 'locked by the program'],
    ['as tight already', [], { now: 1, contradicts: false }, 'already as tight: 1'],
    ['tighter already', [], { now: 0.5, contradicts: false }, 'already as tight: 0.5'],
    [
      'against another',
      [],
      { now: 2, contradicts: true },
      "would contradict another of the patient's limits",
    ],
    ['looser', [], { now: 2, contradicts: false }, null],
  ])('%s', (_, locked, held, why) => {
    expect(whyLeft(locked, { key: 'limits.missedDays', value: 1 }, held)).toBe(why);
  });
});
