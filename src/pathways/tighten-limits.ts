import { and, eq, gt, isNull, or } from 'drizzle-orm';
import { actorName } from '../domain/actor.ts';
import type { Kind } from '../domain/reading.ts';
import { inForceAt } from '../domain/rule-set.ts';
import { newId } from '../ids.ts';
import { close, lookAgain, type Scene, sceneOf, timelineNow, told } from '../roster/override-scene.ts';
import type { OverrideRow } from '../roster/overrides-under.ts';
import { crossingFrom } from '../roster/rule-set-check.ts';
import type { ProgramDeps } from '../roster/rule-set-grounds.ts';
import { type Tightened, tightenedLimits } from './tightened-limits.ts';

export const tightenedWhy = '30 days after discharge';

const kindsHeld = async (
  { store: { db, t }, at }: ProgramDeps,
  patientId: string,
): Promise<ReadonlySet<Kind>> => {
  const { assignment } = t;
  const rows = await db
    .select({ kind: assignment.kind })
    .from(assignment)
    .where(
      and(eq(assignment.patientId, patientId), or(isNull(assignment.untilAt), gt(assignment.untilAt, at))),
    );
  return new Set(rows.map(row => row.kind));
};

const rowOf = (
  { actor, at }: ProgramDeps,
  patientId: string,
  { limit, value }: Tightened,
  untilAt: number,
): OverrideRow => ({
  id: newId('lim'),
  patientId,
  key: `limits.${limit}`,
  value,
  fromAt: at,
  untilAt,
  why: tightenedWhy,
  by: actorName(actor),
  at,
  endedBy: null,
});

export type LeftLimit = { readonly key: string; readonly why: string };
type Tightening = { readonly set: readonly OverrideRow[]; readonly left: readonly LeftLimit[] };

/** Why a limit stays as it is; null: it is tightened. Pure. */
export const whyLeft = (
  locked: readonly string[],
  { key, value }: Pick<OverrideRow, 'key' | 'value'>,
  { now, contradicts }: { readonly now: number; readonly contradicts: boolean },
): string | null => {
  if (locked.includes(key)) return 'locked by the program';
  if (now <= (value as number)) return `already as tight: ${now}`;
  return contradicts ? "would contradict another of the patient's limits" : null;
};

type Standing = { readonly scene: Scene; readonly own: readonly OverrideRow[] };

/** Why one limit stays as it is beside the patient's other settings; null: it is tightened. */
const whyRowLeft = (
  { scene: { current }, own }: Standing,
  row: OverrideRow,
  { limit }: Tightened,
): string | null =>
  whyLeft(current.locked, row, {
    now: inForceAt(timelineNow(current, own), row.fromAt).limits[limit],
    contradicts: crossingFrom(timelineNow(current, [...own, row]), row.fromAt) !== null,
  });

/** The settings of an earlier discharge end now. */
const endFormer = async (deps: ProgramDeps, { own }: Scene): Promise<OverrideRow[]> => {
  for (const row of own) if (row.why === tightenedWhy) await close(deps, row);
  return own.filter(row => row.why !== tightenedWhy);
};

/**
 * Tightens a patient's limits until an instant, where what holds for her is looser; the rows end by themselves, and what
 * held before holds again. What an earlier discharge tightened gives way. Inside a transaction at whose end the directory
 * is read anew.
 */
export const tightenLimits = async (
  deps: ProgramDeps,
  patientId: string,
  untilAt: number,
): Promise<Tightening> => {
  const { db, t } = deps.store;
  const scene = await sceneOf(deps, patientId);
  const kinds = await kindsHeld(deps, patientId);
  const set: OverrideRow[] = [];
  const left: LeftLimit[] = [];
  const former = await endFormer(deps, scene);
  for (const tightened of tightenedLimits(scene.patient.programId)) {
    if (tightened.kind !== null && !kinds.has(tightened.kind)) continue;
    const row = rowOf(deps, patientId, tightened, untilAt);
    const why = whyRowLeft({ scene, own: [...former, ...set] }, row, tightened);
    if (why !== null) left.push({ key: row.key, why });
    else {
      await db.insert(t.limitOverride).values(row);
      await told(deps, 'patient.set-limit', row, { untilAt, because: tightenedWhy });
      set.push(row);
    }
  }
  await lookAgain(deps, scene, [...former, ...set]);
  return { set, left };
};
