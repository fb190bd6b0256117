import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { diagnosisGroupOf, diagnosisGroups } from '../../src/risk/features/diagnosis-group.ts';
import { sharedData } from '../support/services.ts';
import { commaRows } from './comma-rows.ts';

const { path, missing } = sharedData();

/** How often each group occurs, and the codes that are in none. */
const grouped = (codes: readonly string[]) => {
  const counts = new Map<string, number>();
  const unmapped = new Set<string>();
  for (const code of codes) {
    const group = diagnosisGroupOf(code, 'icd9');
    if (group) counts.set(group, (counts.get(group) ?? 0) + 1);
    else unmapped.add(code);
  }
  return { counts, unmapped: [...unmapped] };
};

const admissions = (): string[] =>
  commaRows(
    gunzipSync(readFileSync(join(path, 'diabetes130', 'diabetic_data.train.csv.gz'))).toString(),
  ).flatMap(cell => [cell('diag_1'), cell('diag_2'), cell('diag_3')]);
/** A minus stands for a missing fifth digit, and the file corrects its own third code. */
const discharges = (): string[] =>
  commaRows(readFileSync(join(path, 'comorbidity', 'nhds2010_sample.csv'), 'utf8'))
    .flatMap(cell => [cell('dx1'), cell('dx2'), cell('dx3corr')])
    .filter(code => code !== '');

describe.skipIf(missing)('the codes of real stays', () => {
  test('every diagnosis of the diabetes stays has a group; a question mark has none', () => {
    const codes = admissions();
    expect(codes).toHaveLength(243_630);
    const { counts, unmapped } = grouped(codes);
    expect(unmapped).toEqual(['?']);
    expect(diagnosisGroups.filter(group => !counts.has(group))).toEqual(['missing']);
    expect(Math.min(...counts.values()), 'a smaller group would teach a model nothing').toBeGreaterThan(500);
  });

  test('every diagnosis of the discharge survey has a group', () => {
    const codes = discharges();
    expect(codes).toHaveLength(6_095);
    expect(grouped(codes).unmapped).toEqual([]);
  });
});
