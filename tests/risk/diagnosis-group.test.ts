import { describe, expect, test } from 'vitest';
import {
  type DiagnosisGroup,
  diagnosisGroupLabel,
  diagnosisGroupOf,
  diagnosisGroups,
} from '../../src/risk/features/diagnosis-group.ts';
import { diagnosisGroupCodes } from '../../src/risk/features/diagnosis-group-codes.ts';

type Pair = readonly [icd9: string, icd10: string, group: DiagnosisGroup];

/** One diagnosis in both systems: ICD-9 as the training data write it or in full, ICD-10-CM as an EHR writes it. */
const pairs: readonly Pair[] = [
  ['428', 'I50.9', 'heart-failure'],
  ['428.33', 'I50.33', 'heart-failure'],
  ['425', 'I42.0', 'heart-failure'],
  ['398.91', 'I09.81', 'heart-failure'],
  ['402.91', 'I11.0', 'heart-failure'],
  ['404.03', 'I13.2', 'heart-failure'],
  ['410', 'I21.4', 'ischaemic-heart'],
  ['411', 'I20.0', 'ischaemic-heart'],
  ['414', 'I25.10', 'ischaemic-heart'],
  ['426', 'I44.2', 'arrhythmia'],
  ['427', 'I48.91', 'arrhythmia'],
  ['427.5', 'I46.9', 'arrhythmia'],
  ['401', 'I10', 'hypertension'],
  ['402.90', 'I11.9', 'hypertension'],
  ['405', 'I15.0', 'hypertension'],
  ['440', 'I70.212', 'peripheral-vascular'],
  ['785.4', 'I96', 'peripheral-vascular'],
  ['441.4', 'I71.4', 'peripheral-vascular'],
  ['415', 'I26.99', 'circulatory-other'],
  ['424', 'I35.0', 'circulatory-other'],
  ['453', 'I82.401', 'circulatory-other'],
  ['458', 'I95.1', 'circulatory-other'],
  ['434', 'I63.9', 'stroke'],
  ['431', 'I61.9', 'stroke'],
  ['433.11', 'I63.231', 'stroke'],
  ['438', 'I69.351', 'stroke'],
  ['433', 'I65.21', 'cerebrovascular-other'],
  ['435', 'G45.9', 'cerebrovascular-other'],
  ['496', 'J44.9', 'chronic-lung'],
  ['491', 'J44.1', 'chronic-lung'],
  ['493', 'J45.909', 'chronic-lung'],
  ['486', 'J18.9', 'pneumonia'],
  ['480', 'J12.82', 'pneumonia'],
  ['507', 'J69.0', 'pneumonia'],
  ['487', 'J11.1', 'pneumonia'],
  ['518', 'J96.01', 'respiratory-other'],
  ['511', 'J90', 'respiratory-other'],
  ['466', 'J20.9', 'respiratory-other'],
  ['495', 'J67.0', 'respiratory-other'],
  ['135', 'D86.0', 'respiratory-other'],
  ['250', 'E11.9', 'diabetes'],
  ['250.01', 'E10.9', 'diabetes'],
  ['250.02', 'E11.65', 'diabetes'],
  ['250.13', 'E10.10', 'diabetes-complicated'],
  ['250.4', 'E11.22', 'diabetes-complicated'],
  ['250.6', 'E11.42', 'diabetes-complicated'],
  ['250.83', 'E10.649', 'diabetes-complicated'],
  ['250.9', 'E11.8', 'diabetes-complicated'],
  ['249.4', 'E08.21', 'diabetes-complicated'],
  ['276', 'E87.1', 'fluid-electrolyte'],
  ['276.51', 'E86.0', 'fluid-electrolyte'],
  ['244', 'E03.9', 'endocrine-metabolic'],
  ['272', 'E78.5', 'endocrine-metabolic'],
  ['278', 'E66.01', 'endocrine-metabolic'],
  ['V85', 'Z68.41', 'endocrine-metabolic'],
  ['584', 'N17.9', 'acute-kidney'],
  ['585', 'N18.6', 'chronic-kidney'],
  ['403', 'I12.9', 'chronic-kidney'],
  ['404', 'I13.10', 'chronic-kidney'],
  ['588', 'N25.81', 'chronic-kidney'],
  ['V45.11', 'Z99.2', 'chronic-kidney'],
  ['V56', 'Z49.31', 'chronic-kidney'],
  ['599', 'N39.0', 'genitourinary'],
  ['583', 'N05.9', 'genitourinary'],
  ['600', 'N40.1', 'genitourinary'],
  ['8', 'A04.72', 'infection'],
  ['38', 'A41.9', 'infection'],
  ['38.9', 'A41.9', 'infection'],
  ['995.92', 'R65.20', 'infection'],
  ['790.7', 'R78.81', 'infection'],
  ['42', 'B20', 'infection'],
  ['79', 'U07.1', 'infection'],
  ['70', 'B18.2', 'liver'],
  ['571', 'K74.60', 'liver'],
  ['456', 'I85.11', 'liver'],
  ['572', 'K76.6', 'liver'],
  ['162', 'C34.90', 'neoplasm'],
  ['197', 'C78.7', 'neoplasm'],
  ['209', 'C7A.1', 'neoplasm'],
  ['238', 'D46.9', 'neoplasm'],
  ['239', 'D49.0', 'neoplasm'],
  ['285', 'D64.9', 'blood'],
  ['280', 'D50.0', 'blood'],
  ['279', 'D80.1', 'blood'],
  ['530', 'K21.9', 'digestive'],
  ['577', 'K85.90', 'digestive'],
  ['578', 'K92.2', 'digestive'],
  ['455', 'K64.8', 'digestive'],
  ['707', 'L97.509', 'skin-ulcer'],
  ['707.03', 'L89.153', 'skin-ulcer'],
  ['682', 'L03.116', 'skin'],
  ['709', 'L98.9', 'skin'],
  ['715', 'M17.11', 'musculoskeletal'],
  ['730', 'M86.9', 'musculoskeletal'],
  ['274', 'M1A.9XX0', 'musculoskeletal'],
  ['820', 'S72.001A', 'fracture'],
  ['800', 'S02.0XXA', 'fracture'],
  ['829', 'S99.001A', 'fracture'],
  ['850', 'S06.0X0A', 'injury-poisoning'],
  ['962.3', 'T38.3X1A', 'injury-poisoning'],
  ['995.0', 'T78.2XXA', 'injury-poisoning'],
  ['E888', 'W19.XXXA', 'injury-poisoning'],
  ['996', 'T82.7XXA', 'care-complication'],
  ['998', 'T81.4XXA', 'care-complication'],
  ['E878', 'Y83.1', 'care-complication'],
  ['357', 'G62.9', 'neurological'],
  ['345', 'G40.909', 'neurological'],
  ['342', 'G81.94', 'neurological'],
  ['294', 'F03.90', 'dementia'],
  ['331', 'G30.9', 'dementia'],
  ['293', 'F05', 'dementia'],
  ['296', 'F33.2', 'mental'],
  ['295', 'F20.9', 'mental'],
  ['319', 'F79', 'mental'],
  ['303', 'F10.20', 'substance'],
  ['305.1', 'F17.210', 'substance'],
  ['786', 'R07.9', 'chest-symptoms'],
  ['786.05', 'R06.02', 'chest-symptoms'],
  ['784.7', 'R04.0', 'symptoms'],
  ['780', 'R55', 'symptoms'],
  ['799.02', 'R09.02', 'symptoms'],
  ['648', 'O24.410', 'pregnancy'],
  ['V27', 'Z37.0', 'pregnancy'],
  ['V22', 'Z3A.20', 'pregnancy'],
  ['V57', 'Z50.9', 'aftercare'],
  ['V58.11', 'Z51.11', 'aftercare'],
  ['V54', 'Z47.1', 'aftercare'],
  ['V58.67', 'Z79.4', 'health-status'],
  ['V45', 'Z95.0', 'health-status'],
  ['V10', 'Z85.3', 'health-status'],
  ['366', 'H25.9', 'other'],
  ['759', 'Q89.9', 'other'],
];

describe('one diagnosis in both systems is in one group', () => {
  test.each(pairs)('ICD-9 %s and ICD-10 %s: %s', (icd9, icd10, group) => {
    expect(diagnosisGroupOf(icd9, 'icd9')).toBe(group);
    expect(diagnosisGroupOf(icd10, 'icd10')).toBe(group);
  });

  test('every group but missing has such a pair', () => {
    const covered = new Set<string>(pairs.map(([, , group]) => group));
    expect(diagnosisGroups.filter(group => !covered.has(group))).toEqual(['missing']);
  });
});

describe('how codes may be written', () => {
  test.each([
    ['I509', 'I50.9', 'icd10'],
    ['i50.9', 'I50.9', 'icd10'],
    [' E1165 ', 'E11.65', 'icd10'],
    ['4280', '428.0', 'icd9'],
    ['25083', '250.83', 'icd9'],
    ['e8780', 'E878.0', 'icd9'],
    ['V4511', 'V45.11', 'icd9'],
    ['8', '008', 'icd9'],
    ['41', '041', 'icd9'],
    ['8.45', '008.45', 'icd9'],
    ['250.', '250', 'icd9'],
  ] as const)('%s is %s in %s', (written, whole, system) => {
    const group = diagnosisGroupOf(whole, system);
    expect(group).toBeDefined();
    expect(diagnosisGroupOf(written, system)).toBe(group);
  });

  test('a code is read in its own system', () => {
    expect(diagnosisGroupOf('E878', 'icd9')).toBe('care-complication');
    expect(diagnosisGroupOf('E878', 'icd10')).toBe('fluid-electrolyte');
    expect(diagnosisGroupOf('V45', 'icd9')).toBe('health-status');
    expect(diagnosisGroupOf('V45', 'icd10')).toBe('injury-poisoning');
  });

  test.each([
    ['', 'icd9'],
    ['?', 'icd9'],
    ['0', 'icd9'],
    ['-2506', 'icd9'],
    ['1234567', 'icd9'],
    ['I50.9', 'icd9'],
    ['V4', 'icd9'],
    ['', 'icd10'],
    ['428.0', 'icd10'],
    ['I5', 'icd10'],
    ['I50..9', 'icd10'],
    ['84114007', 'snomed'],
    ['I50.9', 'snomed'],
  ] as const)('%j is in no group in %s', (code, system) => {
    expect(diagnosisGroupOf(code, system)).toBeUndefined();
  });
});

describe.each(['icd9', 'icd10'] as const)('the %s table', system => {
  const ranges = diagnosisGroups.flatMap(group =>
    diagnosisGroupCodes[group][system]
      .trim()
      .split(/\s+/)
      .filter(token => token !== '')
      .map(token => {
        const [from = '', to = from] = token.split('-');
        return { token, from, to };
      }),
  );

  test('has ranges with ends of one length, the first before the last', () => {
    expect(ranges.filter(({ from, to }) => from.length !== to.length || from > to)).toEqual([]);
    expect(ranges.filter(({ from }) => from.length < 3 || from.length > 5)).toEqual([]);
  });

  test('has no two ranges of one length that overlap, so the order of groups decides nothing', () => {
    const overlaps = ranges.flatMap((a, i) =>
      ranges
        .slice(i + 1)
        .filter(b => a.from.length === b.from.length && a.from <= b.to && b.from <= a.to)
        .map(b => `${a.token} and ${b.token}`),
    );
    expect(overlaps).toEqual([]);
  });
});

describe('every category in use has a group', () => {
  const numbers = (from: number, to: number, width: number): string[] =>
    Array.from({ length: to - from + 1 }, (_, i) => String(from + i).padStart(width, '0'));
  const without = (codes: readonly string[], system: 'icd9' | 'icd10') =>
    codes.filter(code => diagnosisGroupOf(code, system) === undefined).join(' ');

  test('of ICD-9-CM: 001–999 but for the unassigned, V01–V91, E800–E999', () => {
    expect(without(numbers(1, 999, 3), 'icd9')).toBe(
      '247 248 399 400 406 407 408 409 418 419 439 450 479 489 497 498 499',
    );
    const rest = [...numbers(1, 91, 2).map(n => `V${n}`), ...numbers(800, 999, 3).map(n => `E${n}`)];
    expect(without(rest, 'icd9')).toBe('');
  });

  const letters = [...'ABCDEFGHIJKLMNOPQRSTVWXYZ'];
  test.each<readonly [letter: string, unassigned: string]>([
    ['D', 'D79 D87 D88 D90 D91 D92 D93 D94 D95 D96 D97 D98 D99'],
    ['E', 'E37 E38 E39 E91 E92 E93 E94 E95 E96 E97 E98 E99'],
    ['F', 'F08'],
    ['G', 'G27 G28 G29'],
    ['H', 'H58 H96 H97 H98 H99'],
    ['I', 'I14 I29 I53 I54 I55 I56 I57 I58 I59'],
    ['J', 'J07 J08 J19 J48 J49 J50 J51 J52 J53 J54 J55 J56 J57 J58 J59'],
    ['K', 'K69 K78 K79 K96 K97 K98 K99'],
    ['L', 'L77 L78 L79'],
    ['P', 'P97 P98 P99'],
    ['R', 'R08'],
    ['T', 'T89 T99'],
    ...letters.filter(letter => !'DEFGHIJKLPRT'.includes(letter)).map(letter => [letter, ''] as const),
  ])('of ICD-10: chapter letter %s, but for the unassigned (%s)', (letter, unassigned) => {
    const codes = numbers(0, 99, 2).map(n => letter + n);
    expect(without(codes, 'icd10')).toBe(unassigned);
  });
});

test('every group has a name of its own', () => {
  const labels = diagnosisGroups.map(diagnosisGroupLabel);
  expect(new Set(labels).size).toBe(diagnosisGroups.length);
  expect(diagnosisGroups.at(-1)).toBe('missing');
});
