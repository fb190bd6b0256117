import type { CodeSystem, Condition } from '../../domain/encounter.ts';
import { isoDay, localDay } from '../../domain/local-day.ts';
import { type CharlsonGroup, charlsonGroups, icd9Prefixes, icd10Prefixes } from './charlson-codes.ts';
import type { RiskInputs } from './inputs.ts';

type Prefixes = ReadonlyMap<string, readonly CharlsonGroup[]>;

const longestPrefix = 5;
const shortestPrefix = 3;

const indexed = (table: Readonly<Record<CharlsonGroup, string>>): Prefixes => {
  const index = new Map<string, CharlsonGroup[]>();
  for (const group of charlsonGroups) {
    for (const prefix of table[group].trim().split(/\s+/)) {
      index.set(prefix, [...(index.get(prefix) ?? []), group]);
    }
  }
  return index;
};

/** SNOMED CT codes are not mapped: they count in no group. */
const prefixesOf: Readonly<Record<CodeSystem, Prefixes>> = {
  icd9: indexed(icd9Prefixes),
  icd10: indexed(icd10Prefixes),
  snomed: new Map(),
};

/** ICD-9 categories have three digits; spreadsheets drop leading zeros: `42` is 042. */
const padded = ({ system, code }: Condition): string =>
  system === 'icd9' && /^\d{1,2}$/.test(code) ? code.padStart(3, '0') : code;

/** The groups a code counts in, often none. */
export const groupsOfCode = (condition: Condition): readonly CharlsonGroup[] => {
  const code = padded(condition);
  const groups: CharlsonGroup[] = [];
  for (let length = shortestPrefix; length <= longestPrefix; length += 1) {
    if (code.length >= length)
      groups.push(...(prefixesOf[condition.system].get(code.slice(0, length)) ?? []));
  }
  return groups;
};

/** Diagnoses known to hold at an instant: one without an onset always does. */
export const conditionsAt = ({ conditions, timeZone }: RiskInputs, at: number): readonly Condition[] => {
  const today = isoDay(localDay(at, timeZone));
  return conditions.filter(({ onset }) => onset === null || onset <= today);
};

const milderOf: Readonly<Partial<Record<CharlsonGroup, CharlsonGroup>>> = {
  'diabetes-complicated': 'diabetes',
  'severe-liver': 'mild-liver',
  'metastatic-cancer': 'cancer',
};

/** The groups a patient is in at an instant, in the order of the table; a severe form cancels its mild one. */
export const comorbidityAt = (inputs: RiskInputs, at: number): readonly CharlsonGroup[] => {
  const found = new Set(conditionsAt(inputs, at).flatMap(groupsOfCode));
  const cancelled = new Set([...found].map(group => milderOf[group]));
  return charlsonGroups.filter(group => found.has(group) && !cancelled.has(group));
};

/**
 * Codes that say themselves that the kidney disease is moderate or severe: CKD stage 3 to 5 or end stage, dialysis,
 * transplant. Convention; any other renal code, unspecified ones too, is mild.
 */
const moderateRenal: Readonly<Record<CodeSystem, readonly string[]>> = {
  icd9: '5853 5854 5855 5856 4030 4031 4039 4040 4041 4049 V420 V451 V56'.split(' '),
  icd10: 'I120 I1311 N183 N184 N185 N186 Z490 Z491 Z492 Z940 Z992'.split(' '),
  snomed: [],
};

export const isRenalModerateAt = (inputs: RiskInputs, at: number): boolean =>
  conditionsAt(inputs, at).some(
    condition =>
      groupsOfCode(condition).includes('renal') &&
      moderateRenal[condition.system].some(prefix => condition.code.startsWith(prefix)),
  );
