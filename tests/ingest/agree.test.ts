import { describe, expect, test } from 'vitest';
import { type Doubted, judgeWeighIn } from '../../src/ingest/agree.ts';
import type { WeighIn } from '../../src/ingest/doubt-weight.ts';
import { est, hours, patient } from '../rules/build.ts';

const now = est('11-20 07:00');

type At = readonly [hoursAgo: number, weightKg: number];
const weighed = ([hoursAgo, weightKg]: At): WeighIn => ({ measuredAt: now - hours(hoursAgo), weightKg });

const judge = (weightKg: number, good: readonly At[], doubted: readonly At[], over = {}) =>
  judgeWeighIn(
    { measuredAt: now, weightKg },
    {
      before: measuredAt => good.map(weighed).filter(one => one.measuredAt < measuredAt),
      doubted: doubted.map((at): Doubted => ({ ...weighed(at), id: `r${at[0]}` })),
    },
    patient(over),
  );

describe('a weigh-in far from the last one', () => {
  const good: readonly At[] = [
    [40, 80],
    [64, 80.2],
  ];

  test.each([
    { name: 'the day after', kg: 85.9, doubted: [24, 85.3], confirms: ['r24'] },
    { name: 'an hour later', kg: 85.9, doubted: [1, 85.3], confirms: ['r1'] },
    { name: 'less than an hour later', kg: 85.9, doubted: [0.9, 85.3], confirms: [] },
    { name: 'measured before it but received later', kg: 85.9, doubted: [-24, 85.3], confirms: ['r-24'] },
    { name: '3 kg apart', kg: 88.3, doubted: [24, 85.3], confirms: ['r24'] },
    { name: 'more than 3 kg apart', kg: 88.4, doubted: [24, 85.3], confirms: [] },
    {
      name: 'nearer to it than to the usual, and not odd itself',
      kg: 84,
      doubted: [24, 85.3],
      confirms: ['r24'],
    },
    { name: 'nearer to the usual than to it', kg: 82.6, doubted: [24, 85.3], confirms: [] },
    { name: 'a loss', kg: 73.2, doubted: [24, 73.8], confirms: ['r24'] },
  ] as const)('is borne out by one that agrees: $name: $confirms', ({ kg, doubted, confirms }) => {
    const found = judge(kg, good, [doubted]);
    expect(found.confirms).toEqual(confirms);
    expect(found.doubt === null).toBe(confirms.length > 0 || Math.abs(kg - 80) <= 5);
  });

  test('is not borne out after more than two days', () => {
    const nearly: readonly At[] = [[70, 80]];
    expect(judge(85.9, nearly, [[48, 85.3]]).confirms).toEqual(['r48']);
    expect(judge(85.9, nearly, [[48.1, 85.3]]).confirms).toEqual([]);
  });

  test.each([
    { name: 'another', good: [[12, 80]], doubted: [24, 70] },
    { name: 'another, received late', good: [[-12, 80]], doubted: [-24, 70] },
  ] as const)('is not borne out by one that a good weigh-in lies between: $name', at => {
    expect(judge(70.3, [...at.good, ...good], [at.doubted]).confirms).toEqual([]);
  });

  test('is borne out though a good weigh-in that is like it lies between', () => {
    expect(judge(85.9, [[12, 83.5], ...good], [[24, 85.3]]).confirms).toEqual(['r24']);
  });

  test.each([
    { name: 'in pounds', kg: 176.4, doubted: [24, 176], over: {} },
    { name: "near a housemate's weight", kg: 62.6, doubted: [24, 62.2], over: { householdKg: [62] } },
  ] as const)('that is $name stays in doubt however often', ({ kg, doubted, over }) => {
    const found = judge(kg, good, [doubted], over);
    expect(found.doubt).not.toBeNull();
    expect(found.confirms).toEqual([]);
  });
});

describe('a dry weight typed in pounds, and nothing else known', () => {
  const over = { dryWeightKg: 176 };

  test.each([
    { name: 'the first', doubted: [], asks: /divided by 2.2/ },
    { name: 'the second', doubted: [[24, 80]], asks: /divided by 2.2/ },
    {
      name: 'the third on one day',
      doubted: [
        [1, 80],
        [2, 80.2],
      ],
      asks: /divided by 2.2/,
    },
    {
      name: 'the third, on two days',
      doubted: [
        [24, 80.4],
        [25, 79.8],
      ],
      asks: /^dry weight on file \(176 kg\) does not agree with the scale \(80 kg\): correct it/,
    },
    {
      name: 'the third, where one is another weight',
      doubted: [
        [24, 80.4],
        [25, 76.9],
      ],
      asks: /divided by 2.2/,
    },
  ] as const)('$name weigh-in is asked about', ({ doubted, asks }) => {
    expect(judge(80, [], doubted, over).doubt).toMatch(asks);
  });

  test('from the fourth on weigh-ins count', () => {
    const three: readonly At[] = [
      [24, 80.4],
      [25, 79.8],
      [48, 80],
    ];
    expect(judge(80, [], three, over)).toEqual({ doubt: null, confirms: [] });
  });
});
