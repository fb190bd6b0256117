import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { ActivatedRuleSetBody, RuleSetBody } from '../contract/programs.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { actorName } from '../domain/actor.ts';
import type { RuleSet } from '../domain/rule-set.ts';
import { AppError } from '../errors.ts';
import { withDefaults } from '../rules/limits.ts';
import { lockedSchema, proposalSchema, saysSame } from '../rules/proposal.ts';
import type { RuleSetVersion } from '../rules/rule-set.ts';
import { changeRoster } from './change-roster.ts';
import { lookAtFreed, lookAtSwitched } from './look-at-switched.ts';
import { endLocked, requireNoCrossing } from './overrides-under.ts';
import { requireProposed } from './rule-set-check.ts';
import { type Grounds, groundsSchema, type ProgramDeps, requireGrounds } from './rule-set-grounds.ts';

type Reads = Pick<Store, 'reader' | 't'>;
export type RuleSetRow = Store['t']['ruleSet']['$inferSelect'];

const iso = (at: number): string => new Date(at).toISOString();

export const activationInput = z.strictObject({
  version: z.int().min(1).describe('the version in force, on which the proposal was made'),
  ...proposalSchema.shape,
  locked: lockedSchema.optional().describe("keys that no patient's own setting may change"),
  ...groundsSchema,
});
export type ActivationInput = z.infer<typeof activationInput>;

const ruleSetBody = (row: RuleSetRow): RuleSetBody => ({
  programId: row.programId,
  version: row.version,
  limits: withDefaults(row.limits),
  rules: row.rules as RuleSetBody['rules'],
  locked: [...row.locked],
  from: iso(row.fromAt),
  backtestId: row.backtestId,
  waiver: row.waiver,
  by: row.by,
});

const noProgram = () =>
  new AppError('not-found', 'there is no such program', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/programs',
  });

/** All versions of a program's limits and rules, latest first. @throws AppError not-found */
export const listRuleSets = async ({ reader, t }: Reads, programId: string): Promise<RuleSetBody[]> => {
  const rows = await reader
    .select()
    .from(t.ruleSet)
    .where(eq(t.ruleSet.programId, programId))
    .orderBy(desc(t.ruleSet.version));
  if (rows.length === 0) throw noProgram();
  return rows.map(ruleSetBody);
};

/** The version in force. @throws AppError not-found */
export const currentRuleSet = async ({ reader, t }: Reads, programId: string): Promise<RuleSetRow> => {
  const [row] = await reader
    .select()
    .from(t.ruleSet)
    .where(eq(t.ruleSet.programId, programId))
    .orderBy(desc(t.ruleSet.version))
    .limit(1);
  if (!row) throw noProgram();
  return { ...row, limits: withDefaults(row.limits) };
};

export type Activated = { readonly row: RuleSetRow; readonly patientsFreed: number };

type Next = { readonly set: RuleSet; readonly locked: readonly string[]; readonly grounds: Grounds };

/** Puts the next version of a program's rule set in force. Inside the transaction of `changeRoster`. */
export const activateNext = async (
  deps: ProgramDeps,
  current: RuleSetRow,
  { set, locked, grounds }: Next,
): Promise<Activated> => {
  const { store, actor, at } = deps;
  const { db, t } = store;
  const { programId } = current;
  const freed = await endLocked(deps, programId, locked);
  await requireGrounds(deps, { current, set, freed: freed.length }, grounds);
  // two versions of one millisecond would leave open which of them is in force
  const fromAt = Math.max(at, current.fromAt + 1);
  const row: RuleSetRow = {
    programId,
    version: current.version + 1,
    ...{ limits: set.limits, rules: set.rules, locked },
    fromAt,
    backtestId: grounds.backtestId ?? null,
    waiver: grounds.waiver ?? null,
    by: actorName(actor),
    at,
  };
  await db.insert(t.ruleSet).values(row);
  await db
    .update(t.program)
    .set({ limits: set.limits, limitsVersion: row.version })
    .where(eq(t.program.id, programId));
  await requireNoCrossing(deps, programId);
  await lookAtSwitched(store, { programId }, current, set, fromAt);
  await lookAtFreed(store, current as RuleSetVersion & { programId: string }, row as RuleSetVersion, freed);
  await recordAudit(store, {
    at,
    actor,
    action: 'rule-set.activate',
    subject: { type: 'program', id: programId },
    patientId: null,
    detail: {
      version: row.version,
      backtestId: row.backtestId,
      waiver: row.waiver,
      locked: [...locked],
      overridesEnded: freed.reduce((sum, { before, kept }) => sum + before.length - kept.length, 0),
    },
  });
  await emit(store, { at, kind: 'rule-set.activated', patientId: null, itemId: null, subjectId: programId });
  return { row, patientsFreed: freed.length };
};

const requireVersion = (current: RuleSetRow, expected: number): void => {
  if (current.version === expected) return;
  throw new AppError('conflict', `${current.by} activated version ${current.version} at ${iso(current.at)}`, {
    field: 'version',
    remedy: 'look at the version in force and propose anew on it',
    conflict: { by: current.by, at: current.at, state: `version ${current.version}` },
  });
};

/**
 * Activates new limits, rules or locks of a program, whole, under the next version; alerts keep the version they fired
 * under. @throws AppError not-found, conflict when another version is in force, bad-request, not-allowed-now
 */
export const activateRuleSet = (
  deps: ProgramDeps,
  programId: string,
  input: ActivationInput,
): Promise<ActivatedRuleSetBody> => {
  const { store } = deps;
  return changeRoster(deps, async () => {
    const current = await currentRuleSet({ reader: store.db, t: store.t }, programId);
    requireVersion(current, input.version);
    const set = requireProposed(current, input);
    const locked = [...new Set(input.locked ?? current.locked)].sort();
    const isSame = saysSame(current, set) && locked.join() === [...current.locked].sort().join();
    if (isSame)
      throw new AppError('not-allowed-now', `this is what version ${current.version} says already`, {
        field: 'limits',
        remedy: 'name a limit, a rule or a lock that should differ',
      });
    const { row, patientsFreed } = await activateNext(deps, current, { set, locked, grounds: input });
    return { ...ruleSetBody(row), patientsWhoseOwnSettingsEnd: patientsFreed };
  });
};
