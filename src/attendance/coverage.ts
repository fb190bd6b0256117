import { and, asc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { type CoverageBody, coveragePlanSchema } from '../contract/coverage.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { actorName } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { inPrograms, type Programs } from '../roster/in-programs.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import { applyPlan } from './apply-plan.ts';
import { noPlan, planOf, readablePlanIn } from './plan-of.ts';
import { coverageWarnings } from './warnings.ts';
import { whoIsOn } from './who-is-on.ts';

type Reads = Pick<Store, 'reader' | 't'>;

export const coverageInput = z.strictObject({
  /** null: none any more */
  plan: coveragePlanSchema.nullable(),
  /** the version it replaces; 0: there was none */
  version: z.number().int().min(0),
});
export type CoverageInput = z.infer<typeof coverageInput>;

const noSuchProgram = (): AppError =>
  new AppError('not-found', 'there is no such program', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/programs',
  });

const bodyOf = (
  programId: string,
  row: Store['t']['coverage']['$inferSelect'] | null,
  responders: ReadonlySet<string>,
  now: number,
): CoverageBody => {
  const plan = readablePlanIn(row);
  const none = 'there is no plan: nobody is told of what stays unacknowledged';
  return {
    programId,
    version: row?.version ?? 0,
    plan,
    now: plan ? whoIsOn(plan, now) : { is: 'nobody' },
    warnings: plan ? coverageWarnings(plan, responders) : [none],
    by: row?.by ?? null,
    at: row ? new Date(row.at).toISOString() : null,
  };
};

/** Every program's plan, who is on now, and what the plan leaves open. */
export const listCoverage = async (
  { reader, t }: Reads,
  now: number,
  programId?: string,
  programs: Programs = null,
): Promise<{ items: CoverageBody[]; next: null }> => {
  const [rows, responders] = await Promise.all([
    reader
      .select({ id: t.program.id, coverage: t.coverage })
      .from(t.program)
      .leftJoin(t.coverage, eq(t.coverage.programId, t.program.id))
      .where(
        and(
          programId === undefined ? undefined : eq(t.program.id, programId),
          inPrograms(t.program.id, programs),
        ),
      )
      .orderBy(asc(t.program.id)),
    reader.select({ name: t.responder.name }).from(t.responder).where(isNull(t.responder.removedAt)),
  ]);
  const names = new Set(responders.map(r => r.name));
  return { items: rows.map(({ id, coverage }) => bodyOf(id, coverage, names, now)), next: null };
};

/** @throws AppError not-found */
export const readCoverage = async (deps: Reads, programId: string, now: number): Promise<CoverageBody> => {
  const [body] = (await listCoverage(deps, now, programId)).items;
  if (body) return body;
  throw noSuchProgram();
};

const save = async ({ store, actor, at }: VerbDeps, programId: string, input: CoverageInput) => {
  const { db, t } = store;
  const { coverage } = t;
  const values = {
    plan: { ...(input.plan ?? noPlan) },
    version: input.version + 1,
    by: actorName(actor),
    at,
  };
  const saved =
    input.version === 0
      ? await db
          .insert(coverage)
          .values({ programId, ...values })
          .onConflictDoNothing()
          .returning({ version: coverage.version })
      : await db
          .update(coverage)
          .set(values)
          .where(and(eq(coverage.programId, programId), eq(coverage.version, input.version)))
          .returning({ version: coverage.version });
  if (saved.length > 0) return;
  const [current] = await db.select().from(coverage).where(eq(coverage.programId, programId));
  const { by, at: changedAt } = current ?? { by: 'nobody', at };
  throw new AppError('conflict', `${by} changed this plan at ${new Date(changedAt).toISOString()}`, {
    field: 'version',
    remedy: 'load the plan again and decide on what it says now',
    conflict: { by, at: changedAt, state: `version ${current?.version ?? 0}` },
  });
};

/** Puts a program's coverage plan, or none, in place of the version named. @throws AppError not-found, conflict */
export const putCoverage = async (
  deps: VerbDeps,
  programId: string,
  input: CoverageInput,
): Promise<CoverageBody> => {
  const { store, actor, at } = deps;
  const { db, t } = store;
  await store.write(async () => {
    const known = await db.select({ id: t.program.id }).from(t.program).where(eq(t.program.id, programId));
    if (known.length === 0) throw noSuchProgram();
    const before = await planOf({ reader: db, t }, programId);
    await save(deps, programId, input);
    await recordAudit(store, {
      at,
      actor,
      action: input.plan === null ? 'coverage.clear' : 'coverage.put',
      subject: { type: 'program', id: programId },
      patientId: null,
      detail: { version: input.version + 1 },
    });
    await applyPlan(store, programId, before, input.plan, at);
  });
  return readCoverage(store, programId, at);
};
