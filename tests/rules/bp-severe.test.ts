import { describe, expect, test } from 'vitest';
import { bpSevere } from '../../src/rules/bp-severe.ts';
import { defaultLimits } from '../../src/rules/limits.ts';
import { becauseOf, bp, brief, glucose, judge, minutes, patient, standing, start, weight } from './build.ts';

const later = (count: number): number => start + minutes(count);
const pending = standing('pending');
const firing = standing('firing');

describe('one severe reading', () => {
  test.each([
    { systolic: 180, diastolic: 70, is: 'pending', because: 'systolic 180 mmHg; limit 180' },
    { systolic: 179.9, diastolic: 119.9, is: 'unknown', because: '' },
    { systolic: 180 - 1e-12, diastolic: 70, is: 'pending', because: 'systolic 180 mmHg; limit 180' },
    { systolic: 150, diastolic: 120, is: 'pending', because: 'diastolic 120 mmHg; limit 120' },
    { systolic: 192, diastolic: 124, is: 'pending', because: 'blood pressure 192/124 mmHg; limit 180/120' },
  ])('$systolic/$diastolic mmHg is $is', ({ systolic, diastolic, is, because }) => {
    const finding = judge(bpSevere, [bp(start, systolic, diastolic)]);
    expect(brief(finding)).toBe(is);
    expect(becauseOf(finding)).toBe(because && `${because}; waiting 15 min for a repeat`);
  });

  test('waits 15 minutes from the measured time for a repeat', () => {
    const reading = bp(start, 184, 96);
    expect(judge(bpSevere, [reading])).toEqual({
      is: 'pending',
      until: later(15),
      severity: 'urgent',
      because: 'systolic 184 mmHg; limit 180; waiting 15 min for a repeat',
      evidence: {
        readings: [{ id: reading.id, measuredAt: start, value: '184/96 mmHg' }],
        limits: { severeSystolicMmHg: 180, severeDiastolicMmHg: 120 },
      },
    });
  });

  test('refreshes a firing alert as unconfirmed', () => {
    const finding = judge(bpSevere, [bp(start, 184)], { standing: firing });
    expect(brief(finding)).toBe('firing urgent');
    expect(becauseOf(finding)).toBe('unconfirmed: call; systolic 184 mmHg; limit 180; not repeated yet');
  });

  test("is judged by the program's own limits", () => {
    const limits = { ...defaultLimits, severeSystolicMmHg: 160 };
    expect(brief(judge(bpSevere, [bp(start, 160)], { limits }))).toBe('pending');
  });
});

describe('a severe repeat confirms', () => {
  test.each([
    { name: 'at the same instant', after: 0, apart: 'less than 1 min', is: 'firing critical confirmed' },
    { name: '1 min later', after: 1, apart: '1 min', is: 'firing critical confirmed' },
    { name: '6 min later', after: 6, apart: '6 min', is: 'firing critical confirmed' },
    { name: '15 min later', after: 15, apart: '15 min', is: 'firing critical confirmed' },
    { name: 'not 16 min later', after: 16, apart: '', is: 'pending' },
  ])('$name', ({ after, apart, is }) => {
    const finding = judge(bpSevere, [bp(start, 184), bp(later(after), 184)], { standing: pending });
    expect(brief(finding)).toBe(is);
    if (apart) expect(becauseOf(finding)).toBe(`systolic 184 mmHg on two readings ${apart} apart; limit 180`);
  });

  test.each([
    [bp(start, 190), bp(later(6), 184), 'systolic 190 and 184 mmHg on two readings 6 min apart; limit 180'],
    [
      bp(start, 150, 124),
      bp(later(6), 150, 122),
      'diastolic 124 and 122 mmHg on two readings 6 min apart; limit 120',
    ],
    [
      bp(start, 184, 96),
      bp(later(6), 176, 124),
      'blood pressure 184/96 and 176/124 mmHg on two readings 6 min apart; limit 180/120',
    ],
  ])('and says what was severe (%#)', (first, second, because) => {
    const finding = judge(bpSevere, [first, second], { standing: pending });
    expect(becauseOf(finding)).toBe(because);
    expect(finding).toMatchObject({ evidence: { readings: [{ id: first.id }, { id: second.id }] } });
  });

  test('also where readings of other kinds, a normal one, and later ones of the same instant lie between', () => {
    const judged = bp(later(5), 186);
    const readings = [bp(start, 184), weight(later(1), 80), bp(later(2), 130), judged, bp(later(5), 120)];
    const finding = judge(bpSevere, readings, { reading: judged, standing: null });
    expect(brief(finding)).toBe('firing critical confirmed');
  });

  test('also one of the same instant that stands after the judged one', () => {
    const judged = bp(start, 186);
    const finding = judge(bpSevere, [judged, bp(start, 184)], { reading: judged });
    expect(brief(finding)).toBe('firing critical confirmed');
  });

  test('also when the alert already fires', () => {
    const finding = judge(bpSevere, [bp(start, 184), bp(later(5), 186)], { standing: firing });
    expect(brief(finding)).toBe('firing critical confirmed');
  });
});

describe('when the 15 minutes are over', () => {
  const judgeTimer = (...[readings, over]: [Parameters<typeof judge>[1], Parameters<typeof judge>[2]?]) =>
    judge(bpSevere, readings, { reading: null, at: later(15), standing: pending, ...over });

  test('without a repeat it fires unconfirmed: call', () => {
    const finding = judgeTimer([bp(later(-20), 130), bp(start, 184), glucose(later(3), 100)]);
    expect(brief(finding)).toBe('firing urgent');
    expect(becauseOf(finding)).toBe(
      'unconfirmed: call; systolic 184 mmHg; limit 180; no clear repeat within 15 min',
    );
  });

  test.each([
    {
      name: 'a later normal reading did not confirm',
      readings: [bp(start, 184), bp(later(9), 140)],
      is: 'clear',
    },
    {
      name: 'one of the same instant is no repeat',
      readings: [bp(start, 184), bp(start, 140)],
      is: 'firing urgent',
    },
    { name: 'the severe reading is gone', readings: [bp(start, 140)], is: 'unknown' },
    { name: 'no reading at all', readings: [], is: 'unknown' },
    { name: 'a severe one before the 15 min', readings: [bp(start - 1, 184)], is: 'unknown' },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judgeTimer(readings))).toBe(is);
  });

  test.each([[firing], [null]])('it says nothing where no alert is pending (%#)', standingNow => {
    expect(brief(judgeTimer([bp(start, 184)], { standing: standingNow }))).toBe('unknown');
  });
});

describe('a reading that is not severe', () => {
  test.each([
    { name: 'later than the severe one', after: 2, is: 'clear' },
    { name: 'of the same instant', after: 0, is: 'unknown' },
  ])('while pending, $name: $is', ({ after, is }) => {
    const finding = judge(bpSevere, [bp(start, 184), bp(later(after), 150)], { standing: pending });
    expect(brief(finding)).toBe(is);
  });

  test('while pending without the severe reading in sight: clear', () => {
    expect(brief(judge(bpSevere, [bp(start, 150)], { standing: pending }))).toBe('clear');
  });

  test.each([
    {
      name: 'two below 170/110',
      last: [
        [169, 109],
        [169.9, 109.9],
      ],
      is: 'clear',
    },
    {
      name: 'one at 170',
      last: [
        [170, 80],
        [150, 80],
      ],
      is: 'unknown',
    },
    {
      name: 'one at 110 diastolic',
      last: [
        [150, 110],
        [150, 80],
      ],
      is: 'unknown',
    },
    { name: 'only one', last: [[150, 80]], is: 'unknown' },
  ])('while firing, $name: $is', ({ last, is }) => {
    const readings = last.map(([systolic = 0, diastolic], i) => bp(later(60 + i), systolic, diastolic));
    expect(brief(judge(bpSevere, [bp(start, 190), ...readings], { standing: firing }))).toBe(is);
  });

  test('while nothing stands: unknown', () => {
    expect(brief(judge(bpSevere, [bp(start, 150), bp(later(1), 150)]))).toBe('unknown');
  });
});

test('judges no other kind', () => {
  expect(brief(judge(bpSevere, [glucose(start, 40)], { standing: pending }))).toBe('unknown');
});

describe('a repeat that is not severe but not clearly lower either', () => {
  const [severe, between] = [bp(start, 186, 110), bp(start + minutes(5), 179, 118)];

  test('does not dismiss the severe one', () => {
    expect(judge(bpSevere, [severe, between], { standing: pending })).toEqual({ is: 'unknown' });
  });

  test('leaves it unconfirmed: call', () => {
    const at = start + minutes(15);
    const finding = judge(bpSevere, [severe, between], { at, reading: null, standing: pending });
    expect(brief(finding)).toBe('firing urgent');
    expect(becauseOf(finding)).toContain('no clear repeat');
  });

  test('and one that is clearly lower still dismisses it', () => {
    const lower = bp(start + minutes(9), 150, 90);
    expect(judge(bpSevere, [severe, between, lower], { standing: pending })).toEqual({ is: 'clear' });
  });
});

test('says of a patient on an anticoagulant that it is so, confirmed or not', () => {
  const bleeds = { patient: patient({ flags: ['anticoagulant'] }), standing: firing };
  const lone = judge(bpSevere, [bp(start, 184)], bleeds);
  expect(becauseOf(lone)).toBe(
    'unconfirmed: call; systolic 184 mmHg; limit 180; not repeated yet; takes an anticoagulant',
  );
  const pair = judge(bpSevere, [bp(start, 184), bp(later(5), 186)], bleeds);
  expect(becauseOf(pair)).toMatch(/limit 180; takes an anticoagulant$/);
});

test('waits for a repeat as long as the program says', () => {
  const params = { repeatWithinMinutes: 30 };
  expect(judge(bpSevere, [bp(start, 184)], { params })).toMatchObject({ until: later(30) });
  const pair = [bp(start, 184), bp(later(25), 184)];
  expect(brief(judge(bpSevere, pair, { params, standing: pending }))).toBe('firing critical confirmed');
});
