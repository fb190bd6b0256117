import { localDay } from '../domain/local-day.ts';
import type { Kind } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';

/** Whether the local day judged has no earlier reading (of the kind, if one is given): what tells of whole days is looked at once a day. */
export const isFirstOfDay = ({ readings, patient, at }: Snapshot, kind: Kind | null): boolean => {
  for (let i = readings.length - 1; i >= 0; i--) {
    const other = readings[i];
    if (!other) break;
    if (other.measuredAt === at || (kind !== null && other.kind !== kind)) continue;
    return localDay(other.measuredAt, patient.timeZone) < localDay(at, patient.timeZone);
  }
  return true;
};
