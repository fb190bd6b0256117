import { AppError } from '../../errors.ts';
import { featureColumns, featuresOf130 } from '../diabetes130/features.ts';
import { isLeftOut, outcomeOf } from '../diabetes130/outcome.ts';
import { type FileRow, readDiabetesFile } from '../diabetes130/read-file.ts';
import { binsOf } from '../model/feature.ts';
import type { TrainData } from '../model/train-additive.ts';
import { readmissionFeatures } from './feature-table.ts';
import { maskedCopies } from './masks.ts';
import type { StayFeatures } from './stay-features.ts';

/** Encounters that teach: `data` holds them first, in the order of `rows`, then copies with fields hidden. */
export type ReadmissionTraining = {
  readonly rows: readonly FileRow[];
  readonly features: readonly StayFeatures[];
  readonly data: TrainData;
};

const maskedShare = 0.05;
const maskSeed = 130;

/** Features see every row of the file, also of those who died later; those are then left out. */
const teaching = (all: readonly FileRow[]) => {
  const features = featuresOf130(all);
  const kept = all.flatMap((row, i) => {
    const label = outcomeOf(row);
    return isLeftOut(row) || label === null ? [] : [{ row, label, features: features[i] as StayFeatures }];
  });
  if (kept.length === 0)
    throw new AppError('import-rejected', 'no encounter has a known outcome', {
      field: 'readmitted',
      remedy: 'train on a file with the column readmitted: <30, >30 or NO',
    });
  return kept;
};

/** @throws AppError naming every missing column */
export const readmissionTraining = async (csvPath: string): Promise<ReadmissionTraining> => {
  const kept = teaching(await readDiabetesFile(csvPath, [...featureColumns, 'readmitted']));
  const features = kept.map(k => k.features);
  const copies = maskedCopies(features, maskedShare, maskSeed);
  const source = [...kept.keys(), ...copies.map(c => c.of)];
  const data: TrainData = {
    features: readmissionFeatures,
    bins: binsOf(readmissionFeatures, [...features, ...copies.map(c => c.features)]),
    labels: Uint8Array.from(source, i => kept[i]?.label ?? 0),
    patients: source.map(i => kept[i]?.row.patient_nbr ?? ''),
  };
  return { rows: kept.map(k => k.row), features, data };
};
