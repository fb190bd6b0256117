import type { ScoredEncounter } from './judged-encounters.ts';
import { isLeftOut, outcomeColumns, outcomeOf } from './outcome.ts';
import { readDiabetesFile } from './read-file.ts';

/** The encounters of a file with what another tool said of them. @throws AppError naming missing columns */
export const scoredRows = async (
  csvPath: string,
  scores: ReadonlyMap<string, number>,
): Promise<readonly ScoredEncounter[]> => {
  const rows = await readDiabetesFile(csvPath, outcomeColumns);
  return rows.map(row => {
    const encounterId = row.encounter_id ?? '';
    return {
      encounterId,
      patient: row.patient_nbr ?? '',
      label: outcomeOf(row),
      excluded: isLeftOut(row),
      probability: scores.get(encounterId) ?? null,
      row,
    };
  });
};
