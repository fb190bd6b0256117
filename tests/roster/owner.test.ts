import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Assignment } from '../../src/domain/assignment.ts';
import { ownerAt } from '../../src/roster/owner.ts';

const held = (
  patientId: string,
  {
    slot = null,
    from = null,
    until = null,
  }: { slot?: string | null; from?: number | null; until?: number | null } = {},
): Assignment => ({ patientId, kind: 'weight', slot, fromAt: from, untilAt: until });
const known = (patientId: string) => ({ is: 'known', patientId });
const unclear = (...candidates: string[]) => ({ is: 'unclear', candidates });
const owner = (assignments: readonly Assignment[], at: number, slot: string | null = null) => {
  const result = ownerAt(assignments, 'weight', slot, at);
  return result.is === 'known' ? result : { ...result, candidates: [...result.candidates].sort() };
};

describe('one holder', () => {
  test('owns readings of any time and any slot', () => {
    for (const at of [-1, 0, 1e13]) {
      expect(owner([held('ann')], at)).toEqual(known('ann'));
      expect(owner([held('ann')], at, '2')).toEqual(known('ann'));
    }
  });

  test('listed twice (two kinds, two spans) is still one', () => {
    expect(owner([held('ann'), held('ann', { from: 100 })], 200)).toEqual(known('ann'));
  });

  test('owns from the first instant on, and no longer at the last', () => {
    const spans = [held('ann', { from: 100, until: 200 })];
    expect(owner(spans, 100)).toEqual(known('ann'));
    expect(owner(spans, 199)).toEqual(known('ann'));
    expect(owner(spans, 200)).toEqual(unclear('ann'));
    expect(owner(spans, 99)).toEqual(unclear('ann'));
  });
});

describe('a takeover', () => {
  const spans = [held('ann', { until: 100 }), held('bob', { from: 100 })];

  test('readings measured before it are the first patient’s, those at or after it the second’s', () => {
    expect(owner(spans, 99)).toEqual(known('ann'));
    expect(owner(spans, 100)).toEqual(known('bob'));
  });

  test('with a gap between: both may be the owner, and nobody else', () => {
    const gap = [
      held('old', { until: 50 }),
      held('ann', { from: 50, until: 100 }),
      held('bob', { from: 200, until: 300 }),
      held('new', { from: 300 }),
    ];
    expect(owner(gap, 100)).toEqual(unclear('ann', 'bob'));
    expect(owner(gap, 150)).toEqual(unclear('ann', 'bob'));
    expect(owner(gap.toReversed(), 199)).toEqual(unclear('ann', 'bob'));
  });

  test('after the last holder, only that one is a candidate; before the first, only the first', () => {
    const spansEnded = [held('ann', { from: 10, until: 50 }), held('bob', { from: 50, until: 100 })];
    expect(owner(spansEnded, 150)).toEqual(unclear('bob'));
    expect(owner(spansEnded, 5)).toEqual(unclear('ann'));
  });

  test('the same patient on both sides of a gap is one candidate', () => {
    expect(owner([held('ann', { until: 10 }), held('ann', { from: 20 })], 15)).toEqual(unclear('ann'));
  });
});

describe('a shared device', () => {
  const couple = [held('ann', { slot: '1' }), held('bob', { slot: '2' })];

  test('the slot says whose reading it is', () => {
    expect(owner(couple, 0, '1')).toEqual(known('ann'));
    expect(owner(couple, 0, '2')).toEqual(known('bob'));
  });

  test('without a slot it may be anybody’s', () => {
    expect(owner(couple, 0)).toEqual(unclear('ann', 'bob'));
  });

  test('with a slot that nobody has it may be anybody’s', () => {
    expect(owner(couple, 0, '3')).toEqual(unclear('ann', 'bob'));
  });

  test('without slots in the roster it may be anybody’s, whatever slot is sent', () => {
    expect(owner([held('ann'), held('bob')], 0)).toEqual(unclear('ann', 'bob'));
    expect(owner([held('ann'), held('bob')], 0, '1')).toEqual(unclear('ann', 'bob'));
  });

  test('one with a slot and one without: the unslotted one may be meant by any slot', () => {
    const mixed = [held('ann'), held('bob', { slot: '2' })];
    expect(owner(mixed, 0, '1')).toEqual(known('ann'));
    expect(owner(mixed, 0, '2')).toEqual(unclear('ann', 'bob'));
  });
});

describe('outside all assignments of a device with several slots', () => {
  test('a reading before two patients’ common start may be either’s', () => {
    const couple = [held('ann', { slot: '1', from: 100 }), held('bob', { slot: '2', from: 100 })];
    expect(owner(couple, 50)).toEqual(unclear('ann', 'bob'));
  });

  test('a reading before any start names at least the patient whose slot it carries', () => {
    const couple = [held('ann', { slot: '1', from: 100 }), held('bob', { slot: '2', from: 200 })];
    expect(owner(couple, 50, '2')).toMatchObject({ candidates: expect.arrayContaining(['bob']) });
  });

  test('a reading after two patients’ common end may be either’s', () => {
    const couple = [held('ann', { slot: '1', until: 100 }), held('bob', { slot: '2', until: 100 })];
    expect(owner(couple, 150)).toEqual(unclear('ann', 'bob'));
  });

  test('a reading after a slot’s end names at least its last holder', () => {
    const couple = [held('ann', { slot: '1', until: 100 }), held('bob', { slot: '2', until: 120 })];
    expect(owner(couple, 150, '1')).toMatchObject({ candidates: expect.arrayContaining(['ann']) });
  });
});

test('a registered device that nobody ever had has no candidates', () => {
  expect(owner([], 0)).toEqual(unclear());
});

const assignment = fc.record({
  kind: fc.constant('weight' as const),
  patientId: fc.constantFrom('ann', 'bob', 'cid'),
  slot: fc.constantFrom(null, '1', '2'),
  fromAt: fc.constantFrom(null, 50, 100),
  untilAt: fc.constantFrom(null, 100, 150),
});

test('property: an owner held the device at that instant; candidates are distinct and all had the device', () => {
  fc.assert(
    fc.property(
      fc.array(assignment, { maxLength: 6 }),
      fc.constantFrom(null, '1', '2'),
      fc.nat(220),
      (list, slot, at) => {
        const result = ownerAt(list, 'weight', slot, at);
        if (result.is === 'known') {
          expect(
            list.some(
              a =>
                a.patientId === result.patientId &&
                (a.fromAt ?? Number.NEGATIVE_INFINITY) <= at &&
                at < (a.untilAt ?? Number.POSITIVE_INFINITY) &&
                (slot === null || a.slot === null || a.slot === slot),
            ),
          ).toBe(true);
          return;
        }
        expect(new Set(result.candidates).size).toBe(result.candidates.length);
        for (const id of result.candidates) expect(list.some(a => a.patientId === id)).toBe(true);
      },
    ),
  );
});

test('property: the order in which assignments are listed decides nothing', () => {
  fc.assert(
    fc.property(
      fc
        .array(assignment, { maxLength: 6 })
        .chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      fc.constantFrom(null, '1', '2'),
      fc.nat(220),
      ([list, shuffled], slot, at) => {
        expect(owner(shuffled, at, slot)).toEqual(owner(list, at, slot));
      },
    ),
  );
});

describe('a device shared by kind of reading', () => {
  const shared = [held('ann'), { ...held('bob'), kind: 'glucose' as const }];

  test('owns readings by their kind', () => {
    expect(ownerAt(shared, 'weight', null, 100)).toEqual(known('ann'));
    expect(ownerAt(shared, 'glucose', null, 100)).toEqual(known('bob'));
  });

  test('leaves a kind nobody is down for to everyone who holds it', () => {
    expect(ownerAt(shared, 'blood-pressure', null, 100)).toEqual(unclear('ann', 'bob'));
  });
});

test('a reading of a known device always has somebody it may belong to', () => {
  const later = [held('ann', { slot: '1', from: 200 })];
  expect(ownerAt(later, 'weight', '9', 100)).toEqual(unclear('ann'));
});
