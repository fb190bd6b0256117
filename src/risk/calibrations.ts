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

type Scored = Pick<ScoreRow, 'scoreId' | 'modelVersion' | 'value'>;
type Told = Pick<Telling, 'calibrations' | 'programId'>;

const ofScore = ({ scoreId: modelId, modelVersion, value }: Scored, { calibrations, programId }: Told) =>
  value === null || modelVersion === null
    ? undefined
    : calibrationOf(calibrations, { modelId, modelVersion, programId });

/** The probability of a score in log-odds, 0–1, where its model's very version was recalibrated; null otherwise. */
export const probabilityOf = (score: Scored, told: Told): number | null => {
  const found = ofScore(score, told);
  return found && score.value !== null
    ? 1 / (1 + Math.exp(-(found.slope * score.value + found.intercept)))
    : null;
};

const sourceText = ({ source, by }: Pick<Calibration, 'source' | 'by'>): string => {
  if (source === null) return 'from where was not kept';
  return source.of === 'store'
    ? 'of your own patients'
    : `of the file ${source.name}, your own by the word of ${by}`;
};

/** "recalibrated 2026-11-26 on 320 events in 1470 outcomes of your own patients" */
export const sayCalibration = (
  calibration: Pick<Calibration, 'source' | 'by' | 'events' | 'n' | 'at'>,
): string => {
  const { events, n, at } = calibration;
  const day = new Date(at).toISOString().slice(0, 10);
  return `recalibrated ${day} on ${events} events in ${n} outcomes ${sourceText(calibration)}`;
};

/** Whose outcomes a score's probability rests on; null where none is told. */
export const probabilityFrom = (score: Scored, told: Told): string | null => {
  const found = ofScore(score, told);
  return found ? sayCalibration(found) : null;
};
