import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeFile } from '../../../src/risk/diabetes130/judge-file.ts';
import { isLeftOut, outcomeColumns, outcomeOf } from '../../../src/risk/diabetes130/outcome.ts';
import { readDiabetesFile } from '../../../src/risk/diabetes130/read-file.ts';
import { sharedData } from '../../support/services.ts';

const { path, missing } = sharedData();

describe.skipIf(missing)('the diabetes stays in 130 hospitals', () => {
  test('are judged as scikit-learn judges them', async () => {
    const rows = await readDiabetesFile(
      join(path, 'diabetes130', 'diabetic_data.train.csv.gz'),
      outcomeColumns,
    );
    const encounters = rows.map(row => ({
      encounterId: row.encounter_id ?? '',
      patient: row.patient_nbr ?? '',
      label: outcomeOf(row),
      excluded: isLeftOut(row),
      probability: Number(row.number_inpatient) / 100,
      row,
    }));
    const report = await judgeFile(encounters, {
      title: 'stays',
      share: 0.1,
      redraws: { draws: 0, seed: 1 },
    });
    expect([report.n, report.patients, report.events]).toEqual([79_261, 55_770, 9_005]);
    expect(report.leftOut.diedOrHospice).toBe(1_949);
    const [judged, admissions] = report.scores;
    // roc_auc_score and average_precision_score of scikit-learn 1.2
    expect(judged?.figures.auroc.value).toBeCloseTo(0.608679692043351, 12);
    expect(judged?.figures.auprc.value).toBeCloseTo(0.17608299711924044, 12);
    expect(admissions?.firstLess?.auroc?.value).toBe(0);
  }, 120_000);
});
