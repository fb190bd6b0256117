import type { ModelReport } from '../risk/diabetes130/judge-file.ts';
import type { Figure } from '../risk/judge/figure.ts';
import { decimals, table } from './text-table.ts';

type Scores = ModelReport['scores'];

const scaled = (value: number | null, by: number): number | null => (value === null ? null : value * by);

/** "0.667 (0.660–0.674)", or percents with `by` 100. */
const cell = ({ value, interval }: Figure, digits: number, by = 1): string => {
  const middle = decimals(scaled(value, by), digits);
  if (interval === null || value === null) return middle;
  const [low, high] = interval.map(v => (v * by).toFixed(digits));
  return by * interval[0] < 0 ? `${middle} (${low} to ${high})` : `${middle} (${low}–${high})`;
};

const rankRows = (scores: Scores): string[][] =>
  scores.map(({ title, figures: f }) => [
    title,
    cell(f.auroc, 3),
    cell(f.auprc, 3),
    cell(f.captureAt5, 1, 100),
    cell(f.precisionAt5, 1, 100),
    cell(f.captureAt10, 1, 100),
    cell(f.precisionAt10, 1, 100),
    cell(f.liftAt10, 2),
    cell(f.netBenefit, 2, 1_000),
  ]);

const rankHeader = [
  'score',
  'AUROC',
  'AUPRC',
  'capture 5 %',
  'precision 5 %',
  'capture 10 %',
  'precision 10 %',
  'lift 10 %',
  'net benefit per 1,000',
];

const probabilityRows = (scores: Scores): string[][] =>
  scores
    .filter(({ figures }) => figures.brier.value !== null)
    .map(({ title, figures: f }) => [
      title,
      cell(f.brier, 4),
      cell(f.calibrationSlope, 3),
      cell(f.calibrationIntercept, 3),
      cell(f.observedToExpected, 3),
      cell(f.ece, 4),
    ]);

const differenceRows = (scores: Scores): string[][] =>
  scores.flatMap(({ title, firstLess }) =>
    firstLess?.auroc && firstLess.captureAt5 && firstLess.captureAt10 && firstLess.netBenefit
      ? [
          [
            title,
            cell(firstLess.auroc, 4),
            cell(firstLess.captureAt5, 2, 100),
            cell(firstLess.captureAt10, 2, 100),
            cell(firstLess.netBenefit, 2, 1_000),
          ],
        ]
      : [],
  );

const ruleLines = (scores: Scores): string[] =>
  scores.flatMap(({ title, rule }) =>
    rule
      ? [
          `${title}: lists ${cell(rule.flagged, 1, 100)} %, sensitivity ${cell(rule.sensitivity, 1, 100)} %, PPV ${cell(rule.ppv, 1, 100)} %`,
        ]
      : [],
  );

const lackLines = (scores: Scores): string[] =>
  scores.flatMap(({ title, lacks }) => (lacks === null ? [] : [`${title}: without ${lacks}`]));

const subgroupTexts = ({ subgroups, capacity }: ModelReport): string[] =>
  Object.entries(subgroups).flatMap(([name, groups]) => {
    const header = [
      name,
      'n',
      'base rate %',
      'AUROC',
      'observed/expected',
      `listed of ${decimals(capacity.share * 100, 1)} %`,
    ];
    const rows = groups.map(({ name: group, n, figures: f }) => [
      group,
      String(n),
      cell(f.baseRate, 1, 100),
      cell(f.auroc, 3),
      cell(f.observedToExpected, 2),
      cell(f.flagged, 1, 100),
      cell(f.capture, 1, 100),
      cell(f.precision, 1, 100),
    ]);
    return ['', table([[...header, 'capture %', 'precision %'], ...rows])];
  });

const illness: Readonly<Record<string, string>> = {
  charlson: 'mean Charlson of three diagnoses',
  diagnoses: 'mean number of diagnoses',
};

const burdenTexts = ({ burden }: ModelReport): string[] =>
  Object.entries(burden).flatMap(([name, groups]) => {
    const tenths = Array.from({ length: 10 }, (_, i) => `tenth ${i + 1}`);
    const rows = groups.map(({ name: group, n, meanByDecile, excess }) => [
      group,
      String(n),
      cell(excess, 3),
      ...meanByDecile.map(mean => decimals(mean)),
    ]);
    const label = `${illness[name] ?? name} by tenth of the score`;
    return ['', table([[label, 'n', 'more at equal score', ...tenths], ...rows])];
  });

const headLines = ({ n, patients, events, baseRate, leftOut, redraws, capacity }: ModelReport): string[] => [
  `${n} encounters of ${patients} patients, ${events} readmitted within 30 days (${(baseRate * 100).toFixed(2)} %)`,
  `left out: ${leftOut.diedOrHospice} died or hospice, ${leftOut.withoutOutcome} without an outcome, ${leftOut.withoutScore} without a score, ${leftOut.withoutOther} without the other score`,
  redraws.draws > 0
    ? `in brackets: 95 %, over ${redraws.draws} redraws of the patients, seed ${redraws.seed}`
    : 'no intervals: --bootstrap 0',
  `net benefit: room for ${decimals(capacity.share * 100, 1)} %, a place is worth it from ${decimals(capacity.threshold * 100, 1)} % on; by chance ${decimals(scaled(capacity.netBenefitByChance, 1_000))}`,
];

/** The report for people. */
export const modelText = (report: ModelReport): string => {
  const { scores } = report;
  const [judged] = scores;
  const calibration = ['probability', 'Brier', 'slope', 'intercept', 'observed/expected', 'ECE'];
  const differences = [
    `${judged?.title ?? ''} less`,
    'AUROC',
    'capture 5 %',
    'capture 10 %',
    'net benefit per 1,000',
  ];
  return [
    ...headLines(report),
    '',
    table([rankHeader, ...rankRows(scores)]),
    '',
    table([calibration, ...probabilityRows(scores)]),
    '',
    table([differences, ...differenceRows(scores)]),
    '',
    ...ruleLines(scores),
    ...lackLines(scores),
    ...subgroupTexts(report),
    ...burdenTexts(report),
  ].join('\n');
};
