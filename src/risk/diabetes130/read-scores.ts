import { AppError, type LineError } from '../../errors.ts';
import { readDiabetesFile } from './read-file.ts';

const shown = 20;

/** Scores that any tool wrote, `encounter_id,probability`. @throws AppError naming every line that is wrong (the first 20) */
export const readScores = async (path: string): Promise<ReadonlyMap<string, number>> => {
  const rows = await readDiabetesFile(path, ['encounter_id', 'probability']);
  const scores = new Map<string, number>();
  const errors: LineError[] = [];
  rows.forEach(({ encounter_id: id = '', probability: text = '' }, i) => {
    const line = i + 2;
    const probability = text === '' ? Number.NaN : Number(text);
    if (id === '') errors.push({ line, field: 'encounter_id', message: 'must not be empty' });
    else if (scores.has(id))
      errors.push({ line, field: 'encounter_id', message: 'stands twice: remove one' });
    if (!(probability >= 0 && probability <= 1))
      errors.push({ line, field: 'probability', message: 'must be a number from 0 to 1' });
    scores.set(id, probability);
  });
  if (errors.length > 0)
    throw new AppError('import-rejected', `${path} cannot be used: ${errors.length} errors`, {
      errors: errors.slice(0, shown),
    });
  return scores;
};
