import { comorbidityAt } from '../features/comorbidity.ts';
import { charlson } from '../scores/charlson.ts';
import { hospitalParts } from '../scores/hospital-parts.ts';
import { lace } from '../scores/lace.ts';
import { countIn, diagnosisColumns, hospitalFactsOf, inputsOf } from './as-inputs.ts';
import type { FileRow } from './read-file.ts';

/** What a model has to beat: a published score or a plain rule, from the columns of the file. */
export type Comparator = {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  /** which of its parts the file cannot tell, so that nobody takes it for the whole score */
  readonly lacks: string | null;
  /** a rule tells who is on the list, and no order among them */
  readonly isRule: boolean;
  /** an unknown part counts no points */
  readonly score: (row: FileRow) => number;
};

const totalOf = (parts: readonly { readonly points: number }[]): number =>
  parts.reduce((sum, { points }) => sum + points, 0);

const pointsOf = (scorer: typeof lace, row: FileRow): number => {
  const { inputs, at } = inputsOf(row);
  const score = scorer.score(inputs, at);
  return score.applicable ? score.value : 0;
};

const hasCancer = (row: FileRow): boolean | null => {
  const { inputs, at } = inputsOf(row);
  if (inputs.conditions.length === 0) return null;
  return comorbidityAt(inputs, at).some(group => group === 'cancer' || group === 'metastatic-cancer');
};

export const charlsonOf = (row: FileRow): number => pointsOf(charlson, row);

export const comparators: readonly Comparator[] = [
  {
    id: 'admissions',
    title: 'inpatient stays in the year before',
    columns: ['number_inpatient'],
    lacks: null,
    isRule: false,
    score: row => countIn(row, 'number_inpatient') ?? 0,
  },
  {
    id: 'two-admissions',
    title: '2 or more inpatient stays in the year before (PMC4407637)',
    columns: ['number_inpatient'],
    lacks: null,
    isRule: true,
    score: row => ((countIn(row, 'number_inpatient') ?? 0) >= 2 ? 1 : 0),
  },
  {
    id: 'lace',
    title: 'LACE',
    columns: ['time_in_hospital', 'admission_type_id', 'number_emergency', ...diagnosisColumns],
    lacks: 'diagnoses after the third; emergency visits are of the year, not of 6 months',
    isRule: false,
    score: row => pointsOf(lace, row),
  },
  {
    id: 'hospital',
    title: 'HOSPITAL, in part',
    columns: [
      'number_inpatient',
      'time_in_hospital',
      'admission_type_id',
      'num_procedures',
      'medical_specialty',
      ...diagnosisColumns,
    ],
    lacks: 'haemoglobin, sodium; where the specialty is unknown a cancer diagnosis stands in for it',
    isRule: false,
    score: row => totalOf(hospitalParts(hospitalFactsOf(row, hasCancer(row)))),
  },
  {
    id: 'charlson',
    title: 'Charlson',
    columns: diagnosisColumns,
    lacks: 'diagnoses after the third',
    isRule: false,
    score: charlsonOf,
  },
];

/** Those whose every column the file has. */
export const comparatorsOf = (row: FileRow): readonly Comparator[] =>
  comparators.filter(({ columns }) => columns.every(column => column in row));
