import { admissionSources, admissionTypes, dispositions, insulinCourses } from '../../domain/encounter.ts';
import { type DiagnosisGroup, diagnosisGroupLabel, diagnosisGroups } from '../features/diagnosis-group.ts';
import type { FeatureOf } from '../model/feature.ts';
import { returnPatterns, type StayFeatures } from './stay-features.ts';

type Feature = FeatureOf<StayFeatures>;

const number = (
  id: string,
  label: string,
  unit: string,
  cuts: readonly number[],
  value: (of: StayFeatures) => number | null,
): Feature => ({ kind: 'number', id, label, unit, cuts, value });

/** A number of things: told as "1 admission …" or "3 admissions …". */
const count = (
  id: string,
  one: string,
  many: string,
  cuts: readonly number[],
  value: (of: StayFeatures) => number | null,
): Feature => ({ ...number(id, many, '', cuts, value), one });

const upTo = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

const spoken = (id: string): string => id.replaceAll('-', ' ');

const category = (
  id: string,
  label: string,
  levels: readonly string[],
  value: (of: StayFeatures) => string | null,
  labelOf: (level: string) => string = spoken,
): Feature => ({
  kind: 'category',
  id,
  label,
  levels: levels.map(l => ({ id: l, label: labelOf(l) })),
  value,
});

const yesNo = (id: string, label: string, value: (of: StayFeatures) => boolean | null): Feature =>
  category(id, label, ['no', 'yes'], of => {
    const is = value(of);
    return is === null ? null : is ? 'yes' : 'no';
  });

const known = diagnosisGroups.filter(g => g !== 'missing');
const groupLabel = (level: string) => diagnosisGroupLabel(level as DiagnosisGroup);

/** As within a sentence: "heart failure", but "COPD". */
const lowered = (label: string): string => label.replace(/^[A-Z](?=[a-z])/, letter => letter.toLowerCase());

const diagnosis = (index: number, id: string, label: string): Feature =>
  category(id, label, known, of => of.diagnoses[index] ?? null, groupLabel);

/** groups counted wherever they stand among the diagnoses */
const anywhere: readonly DiagnosisGroup[] = [
  'heart-failure',
  'ischaemic-heart',
  'arrhythmia',
  'hypertension',
  'peripheral-vascular',
  'stroke',
  'chronic-lung',
  'pneumonia',
  'diabetes-complicated',
  'fluid-electrolyte',
  'acute-kidney',
  'chronic-kidney',
  'infection',
  'neoplasm',
  'blood',
  'liver',
  'skin-ulcer',
  'skin',
  'care-complication',
  'neurological',
  'mental',
  'substance',
  'symptoms',
  'genitourinary',
  'digestive',
];

const countText = (count: number | null, most: number): string =>
  count === null ? 'unknown' : count >= most ? `${most}+` : `${count}`;

/** Stays of the last year, earlier stays on file and the last return, as one category: they mean more together. */
const patternOf = ({ inpatientLastYear, earlierStays, lastReturn }: StayFeatures): string | null =>
  inpatientLastYear === null || earlierStays === null
    ? null
    : `${countText(inpatientLastYear, 5)}/${countText(earlierStays, 3)}/${lastReturn ?? 'unknown'}`;

const patterns = ['0', '1', '2', '3', '4', '5+'].flatMap(year =>
  ['0', '1', '2', '3+'].flatMap(stays =>
    (stays === '0' ? ['no-earlier-stay'] : ['later', 'within-30-days', 'unknown']).map(
      last => `${year}/${stays}/${last}`,
    ),
  ),
);

const lastSpoken: Readonly<Record<string, string>> = {
  later: 'the last not followed by another within 30 days',
  'within-30-days': 'the last followed by another within 30 days',
  unknown: 'what followed the last is unknown',
};

const patternLabel = (level: string): string => {
  const [year, stays, last = ''] = level.split('/');
  if (stays === '0') return `${year} in the last year, none on file before`;
  return `${year} in the last year, ${stays} on file, ${lastSpoken[last] ?? spoken(last)}`;
};

const shareReturned = ({ earlierStays, earlierReturns }: StayFeatures): number | null =>
  earlierStays === null || earlierStays === 0 || earlierReturns === null
    ? null
    : earlierReturns / earlierStays;

const hasGroup =
  (group: DiagnosisGroup) =>
  ({ diagnoses }: StayFeatures): boolean | null =>
    diagnoses.every(found => found === null) ? null : diagnoses.includes(group);

export const readmissionFeatures: readonly Feature[] = [
  number(
    'age',
    'age',
    'years',
    upTo(1, 9).map(n => n * 10),
    of => of.age,
  ),
  number('length-of-stay', 'length of stay', 'days', upTo(2, 14), of => of.lengthOfStay),
  count(
    'inpatient-last-year',
    'admission in the last year',
    'admissions in the last year',
    [...upTo(1, 8), 10],
    of => of.inpatientLastYear,
  ),
  count(
    'emergency-last-year',
    'emergency visit in the last year',
    'emergency visits in the last year',
    [1, 2, 3, 4, 6],
    of => of.emergencyLastYear,
  ),
  count(
    'outpatient-last-year',
    'outpatient visit in the last year',
    'outpatient visits in the last year',
    [1, 2, 3, 4, 6, 9],
    of => of.outpatientLastYear,
  ),
  count(
    'earlier-stays',
    'earlier stay on file',
    'earlier stays on file',
    [1, 2, 3, 4, 5, 6, 8, 11],
    of => of.earlierStays,
  ),
  count(
    'earlier-returns',
    'earlier stay followed by another within 30 days',
    'earlier stays followed by another within 30 days',
    [1, 2, 3, 4, 6],
    of => of.earlierReturns,
  ),
  number(
    'share-returned',
    'share of earlier stays followed by another within 30 days',
    '',
    [0.001, 0.2, 0.35, 0.5, 0.75, 1],
    shareReturned,
  ),
  category(
    'last-return',
    'return after the stay before',
    returnPatterns,
    of => of.lastReturn,
    level => (level === 'later' ? 'not within 30 days' : spoken(level)),
  ),
  category('stay-pattern', 'pattern of earlier stays', patterns, patternOf, patternLabel),
  number(
    'previous-length-of-stay',
    'length of the stay before',
    'days',
    [2, 3, 4, 5, 6, 8, 10, 13],
    of => of.previousLengthOfStay,
  ),
  number(
    'earlier-days',
    'days in hospital over earlier stays',
    'days',
    [1, 3, 6, 10, 15, 22, 30, 45],
    of => of.earlierDays,
  ),
  category(
    'previous-disposition',
    'discharged to, after the stay before',
    dispositions,
    of => of.previousDisposition,
  ),
  category('disposition', 'discharged to', dispositions, of => of.disposition),
  category('admission-type', 'kind of admission', admissionTypes, of => of.admissionType),
  category('admission-source', 'admitted from', admissionSources, of => of.admissionSource),
  diagnosis(0, 'principal-diagnosis', 'principal diagnosis'),
  diagnosis(1, 'second-diagnosis', 'second diagnosis'),
  diagnosis(2, 'third-diagnosis', 'third diagnosis'),
  ...anywhere.map(group =>
    yesNo(`has-${group}`, `${lowered(groupLabel(group))} among the first three diagnoses`, hasGroup(group)),
  ),
  count(
    'diagnosis-count',
    'diagnosis on record',
    'diagnoses on record',
    upTo(3, 10),
    of => of.diagnosisCount,
  ),
  count(
    'medications',
    'medication during the stay',
    'medications during the stay',
    [4, 6, 8, 10, 12, 14, 16, 18, 20, 23, 27, 32, 40],
    of => of.medications,
  ),
  count(
    'procedures',
    'procedure during the stay',
    'procedures during the stay',
    upTo(1, 6),
    of => of.procedures,
  ),
  count(
    'lab-tests',
    'laboratory test during the stay',
    'laboratory tests during the stay',
    [5, 15, 25, 35, 45, 55, 65, 75],
    of => of.labTests,
  ),
  category('insulin', 'insulin during the stay', insulinCourses, of => of.insulin),
  yesNo('diabetes-medication', 'on diabetes medication', of => of.onDiabetesMedication),
  yesNo('medication-changed', 'diabetes medication changed', of => of.diabetesMedicationChanged),
  category('hba1c', 'HbA1c', ['normal', 'over-7', 'over-8'], of => of.hba1c),
];
