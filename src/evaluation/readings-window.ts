import { inMeasuredOrder, type Reading } from '../domain/reading.ts';

/** How many readings were measured at or before `at`. */
export const countUpTo = (readings: readonly Reading[], at: number): number => {
  let low = 0;
  let high = readings.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((readings[middle] as Reading).measuredAt <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The readings known at `at`; without a copy when nothing lies after it, which is nearly always. */
export const upTo = (readings: readonly Reading[], at: number): readonly Reading[] => {
  const last = readings.at(-1);
  return !last || last.measuredAt <= at ? readings : readings.slice(0, countUpTo(readings, at));
};

export const insertInOrder = (readings: Reading[], reading: Reading): void => {
  let index = readings.length;
  while (index > 0 && inMeasuredOrder(readings[index - 1] as Reading, reading) > 0) index -= 1;
  readings.splice(index, 0, reading);
};

/** Takes a reading out again, as it stood at its place in the order of arrival. */
export const removeFrom = (readings: Reading[], { id, arrival }: Reading): void => {
  const index = readings.findIndex(r => r.id === id && r.arrival === arrival);
  if (index >= 0) readings.splice(index, 1);
};

/** Those measured at or after `at`, in measured order. */
export const since = (readings: readonly Reading[], at: number): Reading[] => {
  let index = readings.length;
  while (index > 0 && (readings[index - 1] as Reading).measuredAt >= at) index -= 1;
  return readings.slice(index);
};
