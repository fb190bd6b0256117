import { dayMs } from '../../domain/local-day.ts';
import type { Kind } from '../../domain/reading.ts';
import type { Influx } from './influx.ts';
import { askInParts, clearing, ofPatients, within } from './influx-readings.ts';
import { dailyName, rollUp } from './prepare-influx.ts';

/** A UTC day on which a patient's readings of a kind changed; `emptied`: some were taken away. */
export type ChangedDay = {
  readonly patientId: string;
  readonly kind: Kind;
  readonly day: number;
  readonly emptied: boolean;
};

const patientsAtOnce = 100;

const clearingOf = (emptied: readonly ChangedDay[]): string[] =>
  [...Map.groupBy(emptied, ({ kind, day }) => `${kind} ${day}`)].flatMap(([key, some]) => {
    const [kind, day] = key.split(' ') as [Kind, string];
    const patientIds = some.map(one => one.patientId);
    return clearing(dailyName(kind), `${Number(day) * dayMs}ms`, patientIds);
  });

/** Of one kind: some patients at once, over all days between their first and last. */
const rollingUp = (database: string, kind: Kind, changed: readonly ChangedDay[]): string[] => {
  const patientIds = [...new Set(changed.map(c => c.patientId))];
  const statements: string[] = [];
  for (let i = 0; i < patientIds.length; i += patientsAtOnce) {
    const some = new Set(patientIds.slice(i, i + patientsAtOnce));
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { patientId, day } of changed)
      if (some.has(patientId)) [first, last] = [Math.min(first, day), Math.max(last, day)];
    const span = { from: first * dayMs, to: (last + 1) * dayMs };
    statements.push(rollUp(database, kind, ` AND ${ofPatients([...some])}${within(span)}`));
  }
  return statements;
};

/** Makes the daily rollups of days anew that the database's own continuous queries do not look back to. */
export const renewDays = async (influx: Influx, changed: readonly ChangedDay[]): Promise<void> => {
  const byKind = Map.groupBy(changed, c => c.kind);
  const rolled = [...byKind].flatMap(([kind, days]) => rollingUp(influx.database, kind, days));
  await askInParts(influx, clearingOf(changed.filter(c => c.emptied)));
  await askInParts(influx, rolled);
};
