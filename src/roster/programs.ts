import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { ProgramBody } from '../contract/programs.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { actorName } from '../domain/actor.ts';
import type { Limits } from '../domain/limits.ts';
import { type RankBy, type RiskSettings, rankChoices } from '../domain/risk.ts';
import { AppError } from '../errors.ts';
import { defaultLimits, limitsSchema, programLimits, withDefaults } from '../rules/limits.ts';
import { saysSame } from '../rules/proposal.ts';
import { changeRoster } from './change-roster.ts';
import { inPrograms, type Programs } from './in-programs.ts';
import { groundsSchema, type ProgramDeps } from './rule-set-grounds.ts';
import { activateNext, currentRuleSet } from './rule-sets.ts';

const shipped = [
  { id: 'heart-failure', name: 'Heart failure' },
  { id: 'hypertension', name: 'Hypertension' },
  { id: 'diabetes', name: 'Diabetes' },
] as const;

export const shippedPrograms: readonly string[] = shipped.map(program => program.id);

/** what a new program ranks by */
const firstRankBy: RankBy = 'blend';

const firstVersion = (programId: string, limits: Limits, at: number) => ({
  programId,
  version: 1,
  limits,
  rules: {},
  locked: [],
  fromAt: at,
  waiver: 'the first version: there is no past to test it on',
  by: 'system',
  at,
});

/** Puts the shipped programs in place; one that exists already keeps its limits. */
export const seedPrograms = async ({ db, t, write }: Store, at: number): Promise<void> => {
  await write(async () => {
    for (const { id, name } of shipped) {
      const limits = { ...defaultLimits, ...programLimits[id] };
      const added = await db
        .insert(t.program)
        .values({ id, name, limits, limitsVersion: 1, rankBy: firstRankBy, createdAt: at })
        .onConflictDoNothing()
        .returning({ id: t.program.id });
      if (added.length > 0) await db.insert(t.ruleSet).values(firstVersion(id, limits, at));
    }
  });
};

export const listPrograms = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  programs: Programs = null,
): Promise<{ items: ProgramBody[]; next: null }> => {
  const rows = await reader
    .select()
    .from(t.program)
    .where(inPrograms(t.program.id, programs))
    .orderBy(asc(t.program.name));
  return {
    items: rows.map(({ id, name, limits, limitsVersion, rankBy }) => ({
      id,
      name,
      limits: withDefaults(limits),
      limitsVersion,
      rankBy,
    })),
    next: null,
  };
};

export const programInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  limits: limitsSchema,
  rankBy: z.enum(rankChoices).optional(),
  ...groundsSchema,
});
export type ProgramInput = z.infer<typeof programInput>;

const create = async ({ store: { db, t }, actor, at }: ProgramDeps, id: string, input: ProgramInput) => {
  const { name, limits, rankBy = firstRankBy } = input;
  await db.insert(t.program).values({ id, name, limits, limitsVersion: 1, rankBy, createdAt: at });
  await db.insert(t.ruleSet).values({ ...firstVersion(id, limits, at), by: actorName(actor) });
  return 1;
};

/** The version in force then: a new one only where the limits differ. */
const change = async (deps: ProgramDeps, id: string, input: ProgramInput): Promise<number> => {
  const { db, t } = deps.store;
  const { name, limits, rankBy, ...grounds } = input;
  await db
    .update(t.program)
    .set({ name, ...(rankBy ? { rankBy } : {}) })
    .where(eq(t.program.id, id));
  const current = await currentRuleSet({ reader: db, t }, id);
  const { rules, locked } = current;
  const set = { limits, rules };
  if (saysSame(current, set)) return current.version;
  return (await activateNext(deps, current, { set, locked, grounds })).row.version;
};

const refuseShadow = (rankBy: RankBy | undefined, settings: RiskSettings | null): void => {
  if (rankBy !== 'deterioration' || settings?.deterioration) return;
  throw new AppError(
    'not-allowed-now',
    'deterioration is in shadow in this program: nothing is ranked by it',
    {
      field: 'rankBy',
      remedy: 'switch it on first by PUT /api/v1/programs/{id}/risk-settings, or rank by another score',
    },
  );
};

/**
 * Creates a program, or changes one: its name, its ranking, and its limits under the next version, which rests on a
 * back-test or a stated waiver. @throws AppError not-allowed-now without either, or to rank by a score in shadow
 */
export const putProgram = (deps: ProgramDeps, id: string, input: ProgramInput): Promise<ProgramBody> => {
  const { store, actor, at } = deps;
  const { db, t } = store;
  return changeRoster(deps, async () => {
    const [known] = await db.select().from(t.program).where(eq(t.program.id, id));
    refuseShadow(input.rankBy, known?.riskSettings ?? null);
    const limitsVersion = known ? await change(deps, id, input) : await create(deps, id, input);
    const { name, limits } = input;
    const rankBy = input.rankBy ?? known?.rankBy ?? firstRankBy;
    await recordAudit(store, {
      at,
      actor,
      action: 'program.put',
      subject: { type: 'program', id },
      patientId: null,
      detail: { limitsVersion, limits, rankBy },
    });
    return { id, name, limits, limitsVersion, rankBy };
  });
};
