import { and, desc, eq } from 'drizzle-orm';
import type { RiskSettingsBody, RiskSettingsInput } from '../contract/risk.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { type Actor, actorName } from '../domain/actor.ts';
import { defaultRiskSettings, type RankBy, type RiskSettings } from '../domain/risk.ts';
import { AppError } from '../errors.ts';
import { type Calibrations, calibrationOf, loadCalibrations } from './calibrations.ts';
import { inShadow } from './ranking-method.ts';
import type { RiskScorer } from './scorer.ts';

const putAction = 'risk-settings.put';

type Reads = Pick<Store, 'reader' | 't'>;
type ProgramRow = Store['t']['program']['$inferSelect'];

const findProgram = async ({ reader, t }: Reads, id: string): Promise<ProgramRow> => {
  const [program] = await reader.select().from(t.program).where(eq(t.program.id, id));
  if (program) return program;
  throw new AppError('not-found', 'there is no such program', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/programs',
  });
};

type Known = { readonly scorers: readonly RiskScorer[]; readonly calibrations: Calibrations };

const deteriorationOf = (scorers: readonly RiskScorer[]): RiskScorer | undefined =>
  scorers.find(scorer => scorer.id === 'deterioration');

const isRecalibrated = ({ scorers, calibrations }: Known, programId: string): boolean => {
  const modelVersion = deteriorationOf(scorers)?.modelVersion ?? null;
  if (modelVersion === null) return false;
  return calibrationOf(calibrations, { modelId: 'deterioration', modelVersion, programId }) !== undefined;
};

/** Why it does not rank although it is switched on: another version than that one is here. */
const shadowOf = (
  scorer: RiskScorer | undefined,
  deterioration: RiskSettings['deterioration'],
): string | null => {
  if (!scorer || scorer.modelVersion === null || deterioration === null) return null;
  const why = inShadow(scorer, deterioration);
  return why === null ? null : `deterioration ${why}`;
};

const bodyOf = (
  { id, rankBy, riskSettings, riskSettingsVersion }: ProgramRow,
  known: Known,
): RiskSettingsBody => {
  const { percents, capacity, alertEveryDays, deterioration } = riskSettings ?? defaultRiskSettings;
  return {
    programId: id,
    version: riskSettingsVersion,
    rankBy,
    percents: [...percents],
    capacity,
    alertEveryDays,
    deterioration: deterioration && {
      onSince: new Date(deterioration.onSince).toISOString(),
      by: deterioration.by,
      why: deterioration.why,
      modelVersion: deterioration.modelVersion ?? null,
      inShadow: shadowOf(deteriorationOf(known.scorers), deterioration),
      recalibrated: isRecalibrated(known, id),
    },
  };
};

/** How a program cuts its ranking, and what it ranks on. @throws AppError not-found */
export const readRiskSettings = async (
  deps: Reads,
  scorers: readonly RiskScorer[],
  programId: string,
): Promise<RiskSettingsBody> => {
  const [program, calibrations] = await Promise.all([findProgram(deps, programId), loadCalibrations(deps)]);
  return bodyOf(program, { scorers, calibrations });
};

export type SettingsDeps = {
  readonly store: Store;
  readonly scorers: readonly RiskScorer[];
  readonly actor: Actor;
  readonly at: number;
};

/** Of which version the switch is; while none is here it stays what it was. */
const switchedOn = (
  { actor, at }: SettingsDeps,
  known: Known,
  current: RiskSettings['deterioration'],
  why: string | null,
): NonNullable<RiskSettings['deterioration']> => {
  const scorer = deteriorationOf(known.scorers);
  const modelVersion = scorer?.modelVersion ?? current?.modelVersion ?? null;
  const since = { onSince: at, by: actorName(actor) };
  return shadowOf(scorer, current) === null
    ? { ...since, ...current, modelVersion, why }
    : { ...since, modelVersion, why };
};

const refuseShadow = (isOn: boolean): never => {
  if (isOn)
    throw new AppError('not-allowed-now', 'this program ranks by deterioration: it cannot be switched off', {
      field: 'deterioration.on',
      remedy: 'rank by something else with it (rankBy), or leave it on',
    });
  throw new AppError(
    'not-allowed-now',
    'deterioration is in shadow in this program: nothing is ranked by it',
    { field: 'rankBy', remedy: 'switch it on as well, or rank by something else' },
  );
};

const switched = (
  deps: SettingsDeps,
  { id, rankBy, riskSettings }: ProgramRow,
  known: Known,
  { on, why }: RiskSettingsInput['deterioration'],
): RiskSettings['deterioration'] => {
  if (!on && rankBy === 'deterioration') refuseShadow(riskSettings?.deterioration != null);
  if (!on) return null;
  const current = riskSettings?.deterioration ?? null;
  // a reason that was given for another version is none for this one
  const isOfCurrent = shadowOf(deteriorationOf(known.scorers), current) === null;
  const reason = why ?? (isOfCurrent ? (current?.why ?? null) : null);
  if (!isRecalibrated(known, id) && reason === null) {
    throw new AppError('not-allowed-now', 'deterioration was not recalibrated on your own outcomes', {
      field: 'deterioration.why',
      remedy: 'recalibrate it (vigil recalibrate), or state why it is ranked on without',
    });
  }
  return switchedOn(deps, known, current, reason);
};

const lastChange = async ({ store: { db, t } }: SettingsDeps, programId: string) => {
  const { action, subjectId, id } = t.auditLog;
  const [row] = await db
    .select()
    .from(t.auditLog)
    .where(and(eq(action, putAction), eq(subjectId, programId)))
    .orderBy(desc(id))
    .limit(1);
  return { by: row?.actor.replace(/^\w+:/, '') ?? 'somebody', at: row?.at ?? 0 };
};

type Put = { readonly rankBy: RankBy; readonly settings: RiskSettings };

const save = async (deps: SettingsDeps, id: string, version: number, { rankBy, settings }: Put) => {
  const { db, t } = deps.store;
  const saved = await db
    .update(t.program)
    .set({ rankBy, riskSettings: settings, riskSettingsVersion: version + 1 })
    .where(and(eq(t.program.id, id), eq(t.program.riskSettingsVersion, version)))
    .returning({ id: t.program.id });
  if (saved.length > 0) return;
  const current = await findProgram({ reader: db, t }, id);
  const { by, at } = await lastChange(deps, id);
  throw new AppError('conflict', `${by} changed these settings at ${new Date(at).toISOString()}`, {
    field: 'version',
    remedy: 'load the settings again and decide on what they say now',
    conflict: { by, at, state: `version ${current.riskSettingsVersion}` },
  });
};

/**
 * Puts a program's risk settings in place of the version named. @throws AppError not-found, conflict, and
 * not-allowed-now for deterioration switched on without a recalibration or reason, or off while it ranks or is to rank
 */
export const putRiskSettings = (
  deps: SettingsDeps,
  programId: string,
  input: RiskSettingsInput,
): Promise<RiskSettingsBody> => {
  const { store, actor, at } = deps;
  return store.write(async () => {
    const reads = { reader: store.db, t: store.t };
    const program = await findProgram(reads, programId);
    const { percents, capacity, alertEveryDays } = input;
    const known = { scorers: deps.scorers, calibrations: await loadCalibrations(reads) };
    const rankBy = input.rankBy ?? program.rankBy;
    const deterioration = switched(deps, { ...program, rankBy }, known, input.deterioration);
    const settings = { percents, capacity, alertEveryDays, deterioration };
    await save(deps, programId, input.version, { rankBy, settings });
    await recordAudit(store, {
      at,
      actor,
      action: putAction,
      subject: { type: 'program', id: programId },
      patientId: null,
      detail: { version: input.version + 1, rankBy, ...settings },
    });
    return bodyOf(await findProgram(reads, programId), known);
  });
};
