import { asc } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import type { ScoreRow, Telling } from './bodies.ts';

export type Calibration = Store['t']['modelCalibration']['$inferSelect'];
/** Oldest first. */
export type Calibrations = readonly Calibration[];

export const loadCalibrations = ({ reader, t }: Pick<Store, 'reader' | 't'>): Promise<Calibrations> =>
  reader.select().from(t.modelCalibration).orderBy(asc(t.modelCalibration.at), asc(t.modelCalibration.id));

/** The latest of a model's version: the program's own, or else the whole site's. */
export const calibrationOf = (
  calibrations: Calibrations,
  { modelId, modelVersion, programId }: Pick<Calibration, 'modelId' | 'modelVersion' | 'programId'>,
): Calibration | undefined => {
  const ofModel = calibrations.filter(c => c.modelId === modelId && c.modelVersion === modelVersion);
  return ofModel.findLast(c => c.programId === programId) ?? ofModel.findLast(c => c.programId === null);
};

/** The probability of a score in log-odds, 0–1, where its model's very version was recalibrated; null otherwise. */
export const probabilityOf = (
  { scoreId, modelVersion, value }: Pick<ScoreRow, 'scoreId' | 'modelVersion' | 'value'>,
  { calibrations, programId }: Pick<Telling, 'calibrations' | 'programId'>,
): number | null => {
  if (value === null || modelVersion === null) return null;
  const found = calibrationOf(calibrations, { modelId: scoreId, modelVersion, programId });
  return found ? 1 / (1 + Math.exp(-(found.slope * value + found.intercept))) : null;
};
