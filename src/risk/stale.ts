import { and, inArray, isNotNull, max } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { dayMs, isoDay } from '../domain/local-day.ts';
import type { RiskScorer } from './scorer.ts';

/** Convention. */
const staysDays = 90;
/** Convention. */
const readingsDays = 14;

export type Inputs = {
  /** when stays or visits last came in, of anybody */
  readonly importedAt: number | null;
  /** when the patient was last measured; null where never, which no score rests on */
  readonly lastReadingAt: number | null;
};

const daysSince = (then: number, at: number): number => Math.floor((at - then) / dayMs);
const dayText = (at: number): string => isoDay(Math.floor(at / dayMs));

/** What is old of what a patient's scores rest on, in one sentence; null when nothing is. */
export const staleText = ({ importedAt, lastReadingAt }: Inputs, at: number): string | null => {
  const found: string[] = [];
  if (importedAt === null) found.push('no stays or visits were ever imported');
  else if (daysSince(importedAt, at) > staysDays)
    found.push(
      `no stays or visits were imported since ${dayText(importedAt)} (${daysSince(importedAt, at)} days)`,
    );
  if (lastReadingAt !== null && daysSince(lastReadingAt, at) > readingsDays)
    found.push(`no reading since ${dayText(lastReadingAt)} (${daysSince(lastReadingAt, at)} days)`);
  return found.length === 0 ? null : found.join('; ');
};

/** What is old, by patient. Readings count only where a score rests on them. */
export const loadStale = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  scorers: readonly RiskScorer[],
  patientIds: readonly string[],
  at: number,
): Promise<(patientId: string) => string | null> => {
  const restsOnReadings = scorers.some(s => s.restsOn === 'readings' && s.unavailable === null);
  const [[imported], readings, places] = await Promise.all([
    reader.select({ at: max(t.encounter.createdAt) }).from(t.encounter),
    restsOnReadings && patientIds.length > 0
      ? reader
          .select({ patientId: t.dailyRollup.patientId, day: max(t.dailyRollup.day) })
          .from(t.dailyRollup)
          .where(inArray(t.dailyRollup.patientId, [...patientIds]))
          .groupBy(t.dailyRollup.patientId)
      : [],
    reader
      .select({ patientId: t.riskRank.patientId, stale: t.riskRank.stale })
      .from(t.riskRank)
      .where(and(inArray(t.riskRank.patientId, [...patientIds]), isNotNull(t.riskRank.stale))),
  ]);
  const dayOf = new Map(readings.map(({ patientId, day }) => [patientId, day]));
  const placeOf = new Map(places.map(place => [place.patientId, place.stale]));
  const importedAt = imported?.at ?? null;
  return patientId => {
    const day = dayOf.get(patientId) ?? null;
    const inputs = staleText({ importedAt, lastReadingAt: day === null ? null : day * dayMs }, at);
    const found = [placeOf.get(patientId), inputs].filter(text => text);
    return found.length === 0 ? null : found.join('; ');
  };
};
