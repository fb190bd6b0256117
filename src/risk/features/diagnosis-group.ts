import type { CodeSystem } from '../../domain/encounter.ts';
import { type DiagnosisGroup, diagnosisGroupCodes } from './diagnosis-group-codes.ts';

export type { DiagnosisGroup } from './diagnosis-group-codes.ts';

/** Every group in the order of the table, `missing` last. */
export const diagnosisGroups = Object.keys(diagnosisGroupCodes) as readonly DiagnosisGroup[];

export const diagnosisGroupLabel = (group: DiagnosisGroup): string => diagnosisGroupCodes[group].label;

type CodeRange = { readonly from: string; readonly to: string; readonly group: DiagnosisGroup };

const rangesOf = (system: 'icd9' | 'icd10'): readonly CodeRange[] =>
  diagnosisGroups.flatMap(group =>
    diagnosisGroupCodes[group][system]
      .split(/\s+/)
      .filter(token => token !== '')
      .map(token => {
        const [from = token, to = from] = token.split('-');
        return { from, to, group };
      }),
  );

const longestPrefix = 5;
const shortestPrefix = 3;

/** both ends of a range are equally long, so a prefix of that length lies between them as text does */
const lookUp = (ranges: readonly CodeRange[], code: string): DiagnosisGroup | undefined => {
  for (let length = Math.min(longestPrefix, code.length); length >= shortestPrefix; length -= 1) {
    const prefix = code.slice(0, length);
    const range = ranges.find(({ from, to }) => from.length === length && from <= prefix && prefix <= to);
    if (range) return range.group;
  }
  return undefined;
};

const icd9Code = /^(?:\d{1,3}\.\d{0,2}|\d{1,5}|V\d{2}\.?\d{0,2}|E\d{3}\.?\d?)$/;
const icd10Code = /^[A-Z]\d[0-9A-Z]\.?[0-9A-Z]{0,4}$/;

/** Numeric categories have three digits: 8 is 008, 38.9 is 038.9. */
const padded = (code: string): string => {
  const [category = '', detail = ''] = code.split('.');
  return (/^\d/.test(category) ? category.padStart(3, '0') : category) + detail;
};

type Grouping = {
  readonly written: RegExp;
  readonly plain: (code: string) => string;
  readonly ranges: readonly CodeRange[];
};

const groupings: Readonly<Record<CodeSystem, Grouping | null>> = {
  icd9: { written: icd9Code, plain: padded, ranges: rangesOf('icd9') },
  icd10: { written: icd10Code, plain: code => code.replace('.', ''), ranges: rangesOf('icd10') },
  snomed: null,
};

/**
 * The group of a code, dotted or not, in any case; ICD-9 codes may have lost leading zeros of a bare or dotted category
 * (undotted with further digits that cannot be told). Undefined for SNOMED CT and for what is no code of its system;
 * never `missing`.
 */
export const diagnosisGroupOf = (code: string, system: CodeSystem): DiagnosisGroup | undefined => {
  const grouping = groupings[system];
  const text = code.trim().toUpperCase();
  return grouping?.written.test(text) ? lookUp(grouping.ranges, grouping.plain(text)) : undefined;
};
