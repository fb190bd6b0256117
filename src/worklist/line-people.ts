import { inArray } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { localDay } from '../domain/local-day.ts';
import { statusesOf } from '../roster/monitoring.ts';
import { patientSummary } from '../roster/summaries.ts';
import type { Row } from './rows.ts';

type Deps = Pick<Store, 'reader' | 't'>;

/** A patient as lines tell of her, and what else they need of her. */
export type Person = {
  readonly summary: ReturnType<typeof patientSummary>;
  readonly site: string | null;
  readonly tags: readonly string[];
  readonly dryWeightKg: number | null;
};

const personOf = (row: Row<'patient'>, status: Parameters<typeof patientSummary>[1]): Person => ({
  summary: patientSummary(row, status),
  site: row.site,
  tags: row.tags,
  dryWeightKg: row.dryWeightKg,
});

export const peopleOf = async (
  deps: Deps,
  patientIds: readonly string[],
  at: number,
): Promise<ReadonlyMap<string, Person>> => {
  const { reader, t } = deps;
  const [rows, statusOf] = await Promise.all([
    reader
      .select()
      .from(t.patient)
      .where(inArray(t.patient.id, [...patientIds])),
    statusesOf(deps, patientIds, at),
  ]);
  return new Map(rows.map(row => [row.id, personOf(row, statusOf(row.id))]));
};

/** Patients who share a calendar: what is counted by local days is asked for once a time zone. */
export type Calendar = {
  readonly timeZone: string;
  readonly today: number;
  readonly patientIds: readonly string[];
};

export const calendarsOf = (people: ReadonlyMap<string, Person>, at: number): readonly Calendar[] => {
  const zones = Map.groupBy(people, ([, { summary }]) => summary.timeZone);
  return [...zones].map(([timeZone, its]) => ({
    timeZone,
    today: localDay(at, timeZone),
    patientIds: its.map(([id]) => id),
  }));
};
