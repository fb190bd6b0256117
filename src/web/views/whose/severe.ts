import type { LimitsBody } from '../../../contract/programs.ts';
import type { ReadingBody } from '../../../contract/readings.ts';

type Value = Pick<ReadingBody, 'kind' | 'systolicMmHg' | 'diastolicMmHg' | 'glucoseMgDl' | 'outOfRange'>;

/** Whether a reading is severe by any of the limits, whoever it belongs to. */
export const isSevere = (reading: Value, limits: readonly LimitsBody[]): boolean => {
  const { kind, systolicMmHg = 0, diastolicMmHg = 0, glucoseMgDl, outOfRange } = reading;
  if (kind === 'weight') return false;
  if (kind === 'blood-pressure') {
    return limits.some(
      limit => systolicMmHg >= limit.severeSystolicMmHg || diastolicMmHg >= limit.severeDiastolicMmHg,
    );
  }
  if (outOfRange) return true;
  return limits.some(limit => typeof glucoseMgDl === 'number' && glucoseMgDl < limit.glucoseLevel2Low.mgDl);
};
