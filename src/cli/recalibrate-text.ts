import type { Figure } from '../risk/judge/figure.ts';
import type { CalibrationFigures, JudgedCalibration } from '../risk/recalibrate/judge-calibration.ts';
import type { Recalibration } from '../risk/recalibrate/recalibrate.ts';
import type { Source } from './recalibrate-sources.ts';
import { decimals, table } from './text-table.ts';

export type RecalibrationReport = Omit<Source, 'outcomes' | 'split'> & {
  readonly redraws: { readonly draws: number; readonly seed: number };
  readonly recalibration: Recalibration;
  /** a file's encounters were said to be the site's own; those of the store are */
  readonly isOwn: boolean;
  /** id; null: a dry run */
  readonly savedAs: string | null;
};

const leftOutWords: Readonly<Record<string, string>> = {
  tooRecent: 'whose time is not over, or reaches beyond the stays that were imported',
  inHospital: 'in hospital then',
  watchEnded: 'watched no longer before it was over (died, hospice, left)',
  notScored: 'to whom the score did not apply',
  diedOrHospice: 'died or hospice',
  withoutOutcome: 'without a known outcome',
};

const cell = ({ value, interval }: Figure, digits: number): string => {
  const middle = decimals(value, digits);
  if (value === null || interval === null) return middle;
  const [low, high] = interval.map(v => v.toFixed(digits));
  return `${middle} (${low} to ${high})`;
};

const row = (name: string, f: CalibrationFigures): string[] => [
  name,
  cell(f.slope, 3),
  cell(f.intercept, 3),
  cell(f.brier, 4),
  cell(f.ece, 4),
  cell(f.observedToExpected, 3),
];

const rows = (of: string, { before, after }: JudgedCalibration): string[][] => [
  row(`before, ${of}`, before),
  row(`after, ${of}`, after),
];

const partsOf = ({ splitBy }: RecalibrationReport): { readonly earlier: string; readonly later: string } =>
  splitBy === 'time'
    ? { earlier: 'the earlier 70 %', later: 'later 30 %' }
    : { earlier: '70 % of the patients', later: '30 % of the patients' };

const counted = (n: number, events: number, noun: string): string => `${n} ${noun}, ${events} events`;

const checkLines = (report: RecalibrationReport): string[] => {
  const { check } = report.recalibration;
  const { earlier, later } = partsOf(report);
  if (check === null)
    return [`no check on outcomes that the fit has not seen: too little for ${earlier} and ${later}`];
  const { fit, fittedOn, judged } = check;
  return [
    `"${later}" is the honest check: fitted on ${earlier} (${counted(fittedOn.n, fittedOn.events, report.noun)}; ` +
      `slope ${fit.slope.toFixed(3)}, intercept ${fit.intercept.toFixed(3)}), judged on the others (${counted(judged.n, judged.events, report.noun)}).`,
  ];
};

const headOf = ({
  model,
  version,
  program,
  noun,
  from,
  to,
  source,
  recalibration: { all },
}: RecalibrationReport) => {
  const place = program === null ? 'whole site' : `program ${program}`;
  const share = ((100 * all.followed) / all.n).toFixed(1);
  const time = from !== null && to !== null ? `, ${from.slice(0, 10)} to ${to.slice(0, 10)}` : '';
  const file = source.of === 'file' ? ` of ${source.name}` : '';
  return `${model} ${version}, ${place}: ${all.n} ${noun} of ${all.patients} patients${file}${time}, ${all.events} events (${share} % of the ${noun} had one ahead)`;
};

const unsaved = ({ source, isOwn }: RecalibrationReport): string =>
  source.of === 'file' && !isOwn
    ? `not saved: probabilities of ${source.name} are right for its patients alone; if they are your own, add --own-outcomes --by NAME`
    : 'not saved, as asked';

const savedLine = (report: RecalibrationReport): string => {
  const { savedAs, recalibration } = report;
  const { fit } = recalibration;
  const said = `slope ${fit.slope.toFixed(4)}, intercept ${fit.intercept.toFixed(4)}, fitted on all`;
  return savedAs === null
    ? `${unsaved(report)}: ${said}`
    : `saved as ${savedAs}: ${said}. Probabilities of this version are shown from now on.`;
};

export const recalibrationText = (report: RecalibrationReport): string => {
  const { recalibration, leftOut } = report;
  const { all, check } = recalibration;
  const left = Object.entries(leftOut).filter(([, count]) => count > 0);
  return [
    headOf(report),
    ...left.map(([reason, count]) => `left out: ${count} ${leftOutWords[reason] ?? reason}`),
    '',
    table([
      ['', 'slope', 'intercept', 'Brier', 'ECE', 'O/E'],
      ...rows('all', all),
      ...(check ? rows(partsOf(report).later, check.judged) : []),
    ]),
    '',
    '"after, all" is judged on what it was fitted on: slope and O/E are 1 there whatever the fit is worth.',
    ...checkLines(report),
    ...(report.model === 'deterioration'
      ? [
          'This score starts at 0 for a stable patient: before a recalibration it is no probability, and "before" only shows that.',
        ]
      : []),
    savedLine(report),
  ].join('\n');
};
