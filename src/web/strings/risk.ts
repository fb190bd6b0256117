import type { RankBy, RiskTier } from '../../domain/risk.ts';
import { patients } from './counted.ts';

const oneDecimal = (value: number) => String(Math.round(10 * value) / 10);
const percent = (share: number) => {
  const value = 100 * share;
  return value > 0 && value < 0.1 ? 'under 0.1 %' : `${oneDecimal(value)} %`;
};
const oneScale = 'All are drawn to one scale; point at a plot to read it.';
const noScore = /^score unavailable/;

export const riskWords = {
  none: '–',
  title: 'Risk',
  failed: 'The risk scores could not be loaded.',
  label: 'Patients by risk',
  program: 'Program',
  noProgram: 'There is no program whose patients could be ranked.',
  tiers: {
    highest: 'Highest tier',
    high: 'Second tier',
    rest: 'Neither upper tier',
  } satisfies Record<RiskTier, string>,
  rankings: {
    'readmission-30d': {
      name: 'readmission within 30 days',
      means: 'Only patients who were discharged in the last 30 days have a place.',
    },
    deterioration: {
      name: 'deterioration',
      means:
        'How far home readings of the last days differ from those of a stable patient. It must be switched on below.',
    },
    lace: {
      name: 'LACE',
      means:
        'A published score of a stay: how long, whether an emergency, which other diseases, emergency visits before. Only patients who were discharged in the last 30 days have a place.',
    },
    hospital: {
      name: 'HOSPITAL',
      means:
        'A published score of a stay: haemoglobin, sodium, cancer, procedures, how admitted, admissions before, how long. Only patients who were discharged in the last 30 days have a place.',
    },
    charlson: {
      name: 'Charlson',
      means: 'A published index of the diagnoses on file: the more and the graver, the higher.',
    },
    admissions: {
      name: 'admissions in the last year',
      means: 'A count of inpatient stays: the more, the higher.',
    },
    blend: {
      name: 'a blend of ranks',
      means:
        'Each score that applies gives a patient a percentile in the panel: readmission within 30 days, admissions in the last year, and deterioration once it is switched on. The blend is their mean. It orders the panel and is no probability.',
    },
    lexicographic: {
      name: 'readmission tier, then admissions',
      means:
        'First the tier by readmission within 30 days, then, within a tier, admissions in the last year. It orders the panel and is no probability.',
    },
  } satisfies Record<RankBy, { name: string; means: string }>,
  rankedBy: (name: string) => `The panel is ranked by ${name}.`,
  order: 'Order',
  orders: { rank: 'By rank', rising: 'Rising' },
  cohortOnly: 'Only the intensive cohort',
  summary: (shown: number, total: number) => `Showing ${shown} of ${total}`,
  ranking: (name: string, ranked: number, without: number, inCohort: number) =>
    `Ranked by ${name}: ${patients(ranked)}; not applicable to ${without}; ${inCohort} in the intensive cohort`,
  rankedAt: (at: string) => `ranked ${at}`,
  meaning: 'What is that?',
  cuts: (highest: number, high: number) =>
    `Highest tier: the first ${highest} %; second tier: up to ${high} %.`,
  capacityCut: (capacity: number, high: number) =>
    `Highest tier: the first ${capacity}, as many as the team can take; second tier: up to ${high} %.`,
  degraded: (how: string) => `${how.charAt(0).toUpperCase()}${how.slice(1)}.`,
  empty: 'Nobody in this program has a score that applies now. Import stays and diagnoses to rank it.',
  emptyCohort: 'Nobody is in the intensive cohort now.',
  emptyRising: 'Nobody rose in this ranking within the last 7 days, as far as it is known of then.',
  inCohort: (since: string) => `Cohort since ${since}`,
  onWorklist: 'On the worklist',
  unranked: 'Not ranked: no score applies now',
  rank: (rank: number, outOf: number) => `Rank ${rank} of ${outOf}`,
  percentile: (value: number) => `percentile ${oneDecimal(value)}`,
  percentileHere: (value: number) => `Percentile ${oneDecimal(value)} in the panel`,
  percentileWord: 'percentile',
  rise: (points: string) => `${points} in 7 days`,
  stale: (how: string) => `Old inputs: ${how}`,
  scale: 'log-odds',
  shadow: 'in shadow: shown, not ranked on',
  noProbability: 'no probability before recalibration',
  probability: (value: number, from: string) => `probability ${percent(value)}, ${from}`,
  notApplicable: (why: string) => (noScore.test(why) ? why : `not applicable: ${why}`),
  contributions: 'What the score is made of',
  unfold: 'Show what other values add',
  noShape: 'The shape of this part is not here.',
  smaller: (count: number) =>
    count === 0 ? 'rounding' : `and ${count} smaller ${count === 1 ? 'one' : 'ones'}`,
  addsUp: 'adds up to',
  notKnownAdds: (count: number) => `${count} not known`,
  notKnown: (names: readonly string[]) => `Not known: ${names.join(', ')}`,
  notKnownOf: (names: readonly string[], more: number) => `Not known: ${names.join(', ')} and ${more} more`,
  admissions: (count: number) => `${count} ${count === 1 ? 'admission' : 'admissions'} in the last year`,
  noDrivers: 'nothing raises it',
  history: (first: string, since: string, last: string) => `${first} on ${since}, ${last} now`,
  shapeSummary: (label: string, low: string, high: string) => `${label}: adds from ${low} to ${high}`,
  bin: (label: string, points: string, share: number) => `${label}: ${points} (${percent(share)})`,
  here: (label: string, points: string, share: number) =>
    `Here: ${label}, ${points}; ${percent(share)} of what it was trained on.`,
  shapeCaption: 'Line or columns: what each value adds; faint: how common it was in training.',
  asTable: 'As a table',
  binHead: { value: 'Value', adds: 'Adds', share: 'Share in training' },
  share: percent,
  comparators: 'Published scores, for comparison',
  value: (points: string, max: number | null) => (max === null ? points : `${points} of ${max}`),
  ranksHere: 'ranks this program',
  highFrom: (high: number) => `high (from ${high})`,
  sources: 'Where the scores come from',
  inputs: (encounters: number, conditions: number) =>
    `From ${encounters} stays and visits and ${conditions} diagnoses on file.`,
  about: 'About the models',
  models: 'Models',
  aboutOne: (title: string, version: string) => `${title}, version ${version}`,
  unavailable: (why: string) => `score unavailable: ${why}`,
  noCard: 'This model has no card.',
  card: 'Model card',
  shapes: 'Shapes',
  shapesNote: (base: string) =>
    `A score is ${base}, where everybody starts, and what each shape adds. ${oneScale}`,
  shapesOfStable: `A shape adds 0 where a stable patient stands. ${oneScale}`,
  close: 'Close',
  settings: {
    open: 'Settings…',
    title: (program: string) => `Risk settings: ${program}`,
    rankBy: 'Rank the panel by',
    highest: 'Highest tier (%)',
    high: 'Both upper tiers (%)',
    percentsHelp: 'The cohort is entered within the first and left beyond the second.',
    capacity: 'Or as many as the team can take',
    capacityHelp: 'Cuts the highest tier instead of the percent; empty: the percents cut.',
    alertEveryDays: 'Tell of the same patient at most every (days)',
    deterioration: 'Rank on deterioration too',
    onSince: (since: string, by: string, recalibrated: boolean) =>
      `On since ${since}, by ${by}${recalibrated ? ', recalibrated on your own outcomes' : ''}.`,
    inShadow: (why: string) =>
      `${why.charAt(0).toUpperCase()}${why.slice(1)}. Switch it on anew to rank on it.`,
    why: 'Why, where it was not recalibrated on your own outcomes',
    wholeNumber: 'must be a whole number',
    aNumber: 'must be a number',
    submit: 'Save settings',
    saved: 'Saved. The panel is ranked anew.',
  },
} as const;
