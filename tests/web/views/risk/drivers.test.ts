import { expect, test } from 'vitest';
import type { RiskLineScoreBody, RiskScoreBody } from '../../../../src/contract/risk.ts';
import { lineScoreBody } from '../../../../src/risk/bodies.ts';
import { driversOf } from '../../../../src/web/views/risk/drivers.ts';

type Parts = readonly (readonly [id: string, points: number])[];

const score = (
  id: RiskScoreBody['id'],
  unit: RiskScoreBody['unit'],
  parts: Parts,
  value = parts.reduce((sum, [, points]) => sum + points, 0),
): RiskLineScoreBody =>
  lineScoreBody({
    id,
    unit,
    value,
    parts: parts.map(([part, points]) => ({ id: part, label: `the ${part}`, points })),
  } as RiskScoreBody);

const readmission = score('readmission-30d', 'log-odds', [
  ['base', 9],
  ['age', 0.2],
  ['stays', 0.5],
  ['insulin', -0.9],
  ['home', 0.1],
  ['days', 0.3],
]);
const admissions = score('admissions', 'points', [['stay 1', 1]]);
const blend = (ofReadmission: number, ofAdmissions: number) =>
  score('blend', 'rank', [
    ['readmission-30d', ofReadmission],
    ['admissions', ofAdmissions],
  ]);

test.each([
  [
    'the three that raise a model most, without where everybody starts',
    readmission,
    [admissions],
    ['the stays +0.50', 'the days +0.30', 'the age +0.20'],
  ],
  [
    'of a blend: those of the score with the largest part',
    blend(45, 30),
    [readmission, admissions],
    ['the stays +0.50', 'the days +0.30', 'the age +0.20'],
  ],
  ['admissions are one count', blend(10, 30), [readmission, admissions], ['1 admission in the last year']],
  [
    'points of a published score',
    score('lace', 'points', [
      ['length', 4],
      ['acuity', 0],
    ]),
    [],
    ['the length 4'],
  ],
  [
    'what is not known is no reason',
    score('readmission-30d', 'log-odds', [
      ['insulin not known', 0.4],
      ['age', 0.2],
      ['age, together with the insulin not known', 0.1],
    ]),
    [],
    ['the age +0.20'],
  ],
  ['within what stable patients vary by', score('deterioration', 'log-odds', [['spread', 0.5]], 0), [], []],
  ['nothing raises it', score('deterioration', 'log-odds', [['ordinary', -1.2]]), [], []],
] as const)('%s', (_, ranked, others, drivers) => {
  expect(driversOf({ score: ranked, others: [...others] })).toEqual(drivers);
});
