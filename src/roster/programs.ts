import { and, asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { ProgramBody } from '../contract/programs.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { type Actor, actorName } from '../domain/actor.ts';
import type { Limits } from '../domain/limits.ts';
import { riskScoreIds } from '../domain/risk.ts';
import { defaultLimits, limitsSchema, programLimits, withDefaults } from '../rules/limits.ts';
import { changeRoster } from './change-roster.ts';
import type { Directory } from './directory.ts';

const shipped = [
  { id: 'heart-failure', name: 'Heart failure' },
  { id: 'hypertension', name: 'Hypertension' },
  { id: 'diabetes', name: 'Diabetes' },
] as const;

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
        .values({ id, name, limits, limitsVersion: 1, createdAt: at })
        .onConflictDoNothing()
        .returning({ id: t.program.id });
      if (added.length > 0) await db.insert(t.ruleSet).values(firstVersion(id, limits, at));
    }
  });
};

export const listPrograms = async ({
  reader,
  t,
}: Pick<Store, 'reader' | 't'>): Promise<{ items: ProgramBody[]; next: null }> => {
  const rows = await reader.select().from(t.program).orderBy(asc(t.program.name));
  return {
    items: rows.map(({ createdAt: _, ...program }) => ({ ...program, limits: withDefaults(program.limits) })),
    next: null,
  };
};

export const programInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  limits: limitsSchema,
  rankBy: z.enum(riskScoreIds).optional(),
});
export type ProgramInput = z.infer<typeof programInput>;

export type ProgramDeps = {
  readonly store: Store;
  readonly directory: Directory;
  readonly actor: Actor;
  readonly at: number;
};

/** Creates a program, or gives one new limits under the next version; alerts keep the version they fired under. */
export const putProgram = (deps: ProgramDeps, id: string, input: ProgramInput): Promise<ProgramBody> => {
  const { store, actor, at } = deps;
  const { db, t } = store;
  return changeRoster(deps, async () => {
    const [known] = await db.select().from(t.program).where(eq(t.program.id, id));
    const limitsVersion = (known?.limitsVersion ?? 0) + 1;
    const rankBy = input.rankBy ?? known?.rankBy ?? 'admissions';
    const saved = { id, name: input.name, limits: input.limits, limitsVersion, rankBy };
    if (known) await db.update(t.program).set(saved).where(eq(t.program.id, id));
    else await db.insert(t.program).values({ ...saved, createdAt: at });
    const [before] = await db
      .select()
      .from(t.ruleSet)
      .where(and(eq(t.ruleSet.programId, id), eq(t.ruleSet.version, limitsVersion - 1)));
    await db.insert(t.ruleSet).values({
      ...firstVersion(id, input.limits, at),
      version: limitsVersion,
      rules: before?.rules ?? {},
      locked: before?.locked ?? [],
      by: actorName(actor),
    });
    await recordAudit(store, {
      at,
      actor,
      action: 'program.put',
      subject: { type: 'program', id },
      patientId: null,
      detail: { limitsVersion, limits: input.limits, rankBy },
    });
    return saved;
  });
};
