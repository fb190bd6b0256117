import { join } from 'node:path';
import { saveModel } from '../../src/risk/model/artefact.ts';
import { binCount, type FeatureSpec } from '../../src/risk/model/feature.ts';
import { termsOf, totalCells } from '../../src/risk/model/form.ts';
import { startBackend } from '../../src/risk/model/tensorflow.ts';
import { readmissionFeatures } from '../../src/risk/readmission/feature-table.ts';

/** What is known of every stay, with points that rise with the bin; and one feature that is not told, with a few points. */
const slopes: Readonly<Record<string, number>> = {
  'inpatient-last-year': 0.31,
  'length-of-stay': 0.07,
  age: 0.021,
  'emergency-last-year': -0.24,
  'outpatient-last-year': 0.013,
  'earlier-stays': 0.017,
  'admission-type': 0.11,
  'last-return': 0.19,
};
export const base = -2.5;
const notKnown = { id: 'hba1c', points: 0.05 };

const features: readonly FeatureSpec[] = readmissionFeatures.filter(
  ({ id }) => id in slopes || id === notKnown.id,
);
const form = { features, pairs: [] };

/** Writes a readmission model of known shapes into a folder of models. */
export const writeReadmissionModel = async (folder: string): Promise<void> => {
  await startBackend();
  const cells = new Float32Array(totalCells(form));
  const terms = termsOf(form);
  features.forEach((spec, f) => {
    const offset = terms[f]?.offset ?? 0;
    for (let bin = 1; bin < binCount(spec); bin += 1) cells[offset + bin] = (slopes[spec.id] ?? 0) * bin;
    if (spec.id === notKnown.id) cells[offset] = notKnown.points;
  });
  const shares = features.map(spec => Array.from({ length: binCount(spec) }, () => 1 / binCount(spec)));
  await saveModel(join(folder, 'readmission-30d', '1.0.0'), {
    id: 'readmission-30d',
    version: '1.0.0',
    form,
    weights: { cells, base },
    shares,
  });
};
