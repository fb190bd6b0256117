import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Db, Store } from '../db/open.ts';
import type { LimitsTimeline } from '../domain/rule-set.ts';
import { withDefaults } from '../rules/limits.ts';
import { type Override, type RuleSetVersion, timelineOf } from '../rules/rule-set.ts';

type Tables = Store['t'];

/** What patients are judged by over time, and when stays of theirs ended. */
export type Clinical = {
  /** undefined for a program without a version */
  readonly timeline: (patientId: string, programId: string) => LimitsTimeline | undefined;
  readonly discharges: (patientId: string) => readonly number[];
};

/** The versions of programs in order, those of one program or of all. */
export const readVersions = async (
  from: Db,
  t: Tables,
  programId?: string,
): Promise<ReadonlyMap<string, readonly RuleSetVersion[]>> => {
  const rows = await from
    .select()
    .from(t.ruleSet)
    .where(programId === undefined ? undefined : eq(t.ruleSet.programId, programId))
    .orderBy(asc(t.ruleSet.programId), asc(t.ruleSet.version));
  const versions = rows.map(row => ({ ...row, limits: withDefaults(row.limits) }));
  return Map.groupBy(versions, v => v.programId);
};

/** The settings of some patients (or of all) that differ from their program's, also those that are over. */
export const readOverrides = async (
  from: Db,
  t: Tables,
  patientIds?: readonly string[],
): Promise<ReadonlyMap<string, readonly Override[]>> => {
  const rows = await from
    .select()
    .from(t.limitOverride)
    .where(patientIds && inArray(t.limitOverride.patientId, [...patientIds]))
    .orderBy(asc(t.limitOverride.fromAt), asc(t.limitOverride.at), asc(t.limitOverride.id));
  return Map.groupBy(rows, row => row.patientId);
};

export const readClinical = async (
  from: Db,
  t: Tables,
  patientIds?: readonly string[],
): Promise<Clinical> => {
  const [versions, overrides, stays] = await Promise.all([
    readVersions(from, t),
    readOverrides(from, t, patientIds),
    from
      .select({ patientId: t.encounter.patientId, endedAt: t.encounter.dischargedAt })
      .from(t.encounter)
      .where(
        and(
          eq(t.encounter.class, 'inpatient'),
          isNotNull(t.encounter.dischargedAt),
          patientIds && inArray(t.encounter.patientId, [...patientIds]),
        ),
      )
      .orderBy(asc(t.encounter.dischargedAt)),
  ]);
  // patients without settings of their own share one timeline
  const shared = new Map([...versions].map(([id, list]) => [id, timelineOf(list)]));
  const endings = Map.groupBy(stays, stay => stay.patientId);
  return {
    timeline: (patientId, programId) => {
      const own = overrides.get(patientId);
      const list = versions.get(programId);
      return own && list ? timelineOf(list, own) : shared.get(programId);
    },
    discharges: patientId => (endings.get(patientId) ?? []).flatMap(({ endedAt }) => endedAt ?? []),
  };
};
