import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { actorName } from '../domain/actor.ts';
import { dayMs } from '../domain/local-day.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { isOverrideKey } from '../rules/rule-set.ts';
import { changeRoster } from './change-roster.ts';
import { close, lookAgain, requireValid, sceneOf, timelineNow, told } from './override-scene.ts';
import type { OverrideRow } from './overrides-under.ts';
import type { ProgramDeps } from './rule-set-grounds.ts';
import type { RuleSetRow } from './rule-sets.ts';

const longestMs = 366 * dayMs;

export const overrideInput = z.strictObject({
  key: z.string().refine(isOverrideKey, 'must be limits.<limit>, rules.<id>.enabled or rules.<id>.<param>'),
  value: z
    .union([z.number(), z.boolean(), z.strictObject({ mgDl: z.number(), mmolL: z.number() })])
    .describe('in the unit of the key; glucose limits as {"mgDl": …, "mmolL": …}'),
  why: z.string().trim().min(1).max(500),
  until: z.iso.datetime({ offset: true }).optional().describe('at most a year ahead; without it until ended'),
});
export type OverrideInput = z.infer<typeof overrideInput>;

export const endInput = z.strictObject({ why: z.string().trim().min(1).max(500).optional() });
export type EndInput = z.infer<typeof endInput>;

const untilOf = ({ until }: OverrideInput, at: number): number | null => {
  if (until === undefined) return null;
  const untilAt = Date.parse(until);
  if (untilAt > at && untilAt <= at + longestMs) return untilAt;
  throw new AppError('bad-request', 'until: must lie ahead, by at most a year', {
    field: 'until',
    remedy: 'send a time within the coming year, or leave it out until somebody ends it',
  });
};

/** @throws AppError not-allowed-now for a key that no patient's own setting may change */
export const requireUnlocked = ({ locked, programId }: RuleSetRow, key: string): void => {
  if (!locked.includes(key)) return;
  throw new AppError('not-allowed-now', `key: ${key} is locked by the program ${programId}`, {
    field: 'key',
    remedy: "who leads the program may unlock it with a new version of the program's rule set",
  });
};

/**
 * Sets one limit or rule parameter for one patient, from now on, in place of the program's; an own setting of the same
 * key ends. The result is the patient's opaque id. @throws AppError not-found, bad-request, not-allowed-now when locked
 */
export const setOverride = (deps: ProgramDeps, id: string, input: OverrideInput): Promise<string> =>
  changeRoster(
    deps,
    async () => {
      const { store, actor, at } = deps;
      const scene = await sceneOf(deps, id);
      const { patient, current, own } = scene;
      requireUnlocked(current, input.key);
      const { key, value, why } = input;
      const row: OverrideRow = {
        ...{ id: newId('lim'), patientId: patient.id, key, value, why },
        ...{ fromAt: at, untilAt: untilOf(input, at), by: actorName(actor), at, endedBy: null },
      };
      const after = [...own.filter(o => o.key !== key), row];
      requireValid(timelineNow(current, after), at, key);
      for (const former of own) if (former.key === key) await close(deps, former);
      await store.db.insert(store.t.limitOverride).values(row);
      await lookAgain(deps, scene, after);
      await told(deps, 'patient.set-limit', row, { untilAt: row.untilAt });
      return patient.id;
    },
    patientId => [patientId],
  );

const overAlready = (found: OverrideRow): AppError => {
  const by = found.endedBy ?? found.by;
  const at = found.untilAt ?? found.fromAt;
  return new AppError('conflict', `this setting was over at ${new Date(at).toISOString()}`, {
    remedy: "look at the patient's settings again",
    conflict: { by, at, state: 'ended' },
  });
};

/** Ends a patient's own setting before its time: the program's holds again. @throws AppError not-found, conflict, bad-request */
export const endOverride = (
  deps: ProgramDeps,
  id: string,
  overrideId: string,
  { why }: EndInput,
): Promise<string> =>
  changeRoster(
    deps,
    async () => {
      const { db, t } = deps.store;
      const scene = await sceneOf(deps, id);
      const [found] = await db
        .select()
        .from(t.limitOverride)
        .where(and(eq(t.limitOverride.id, overrideId), eq(t.limitOverride.patientId, scene.patient.id)));
      if (!found)
        throw new AppError('not-found', 'the patient has no such setting', {
          field: 'setting',
          remedy: 'take an id from GET /api/v1/patients/{id}/limits',
        });
      const after = scene.own.filter(o => o.id !== overrideId);
      if (after.length === scene.own.length) throw overAlready(found);
      requireValid(timelineNow(scene.current, after), deps.at, found.key);
      if (!(await close(deps, found, why))) throw overAlready(found);
      await lookAgain(deps, scene, after);
      await told(deps, 'patient.end-limit', found, {});
      return scene.patient.id;
    },
    patientId => [patientId],
  );
