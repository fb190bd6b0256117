import type { AdditiveModel } from '../model/artefact.ts';
import { probabilityOf } from '../model/score-cells.ts';
import { readersOf, scoreRows } from '../model/score-rows.ts';
import { readmissionFeatures } from '../readmission/feature-table.ts';
import { featureColumns, featuresOf130 } from './features.ts';
import type { ScoredEncounter } from './judged-encounters.ts';
import { isLeftOut, outcomeOf } from './outcome.ts';
import { type FileRow, readDiabetesFile } from './read-file.ts';

export type OnProgress = (done: number, of: number) => void;

const rowsAtOnce = 8_192;

/** Scores rows of the file, in their order, each on what was known at its own discharge. */
export const scoreDiabetesRows = async (
  model: AdditiveModel,
  rows: readonly FileRow[],
  onProgress: OnProgress = () => {},
): Promise<readonly ScoredEncounter[]> => {
  const readers = readersOf(model.form, readmissionFeatures);
  const features = featuresOf130(rows);
  const scored: ScoredEncounter[] = [];
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const scores = scoreRows(model, readers, features.slice(from, from + rowsAtOnce));
    scores.forEach(({ logit }, i) => {
      const row = rows[from + i] as FileRow;
      scored.push({
        encounterId: row.encounter_id ?? '',
        patient: row.patient_nbr ?? '',
        label: outcomeOf(row),
        excluded: isLeftOut(row),
        probability: probabilityOf(logit),
        row,
      });
    });
    onProgress(scored.length, rows.length);
    await new Promise(setImmediate);
  }
  return scored;
};

/**
 * Scores a file in the format of UCI "Diabetes 130-US hospitals", columns in any order, further ones ignored. Without
 * `readmitted` nobody's earlier stays are known to have ended in a return. @throws AppError naming every missing column
 */
export const scoreDiabetesFile = async (
  model: AdditiveModel,
  csvPath: string,
  onProgress?: OnProgress,
): Promise<readonly ScoredEncounter[]> =>
  scoreDiabetesRows(model, await readDiabetesFile(csvPath, featureColumns), onProgress);
