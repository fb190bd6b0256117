import type { ReadingBody } from '../contract/readings.ts';
import type { ReadingRow } from './locate-reading.ts';

const iso = (at: number): string => new Date(at).toISOString();

const valuesOf = (r: ReadingRow): Partial<ReadingBody> => {
  switch (r.kind) {
    case 'blood-pressure':
      return {
        systolicMmHg: r.systolicMmHg ?? 0,
        diastolicMmHg: r.diastolicMmHg ?? 0,
        pulsePerMin: r.pulsePerMin,
      };
    case 'glucose':
      return {
        glucoseMgDl: r.glucoseMgDl,
        outOfRange: r.outOfRange as ReadingBody['outOfRange'],
        meal: r.meal as ReadingBody['meal'],
      };
    case 'weight':
      return { weightKg: r.weightKg ?? 0 };
  }
};

/** A reading as the outside sees it: instants in words, and the fields of its kind alone. */
export const readingBody = (r: ReadingRow): ReadingBody => ({
  id: r.id,
  kind: r.kind,
  deviceId: r.deviceId,
  slot: r.slot,
  measuredAt: iso(r.measuredAt),
  receivedAt: iso(r.receivedAt),
  mode: r.mode,
  flags: [...r.flags],
  suspect: r.suspect,
  version: r.arrival,
  sent: { unit: r.sentUnit, values: r.sentValues },
  ...valuesOf(r),
});
