import { and, desc, eq } from 'drizzle-orm';
import type { RiskSettingsBody, RiskSettingsInput } from '../contract/risk.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { type Actor, actorName } from '../domain/actor.ts';
import { defaultRiskSettings, type RiskSettings } from '../domain/risk.ts';
import { AppError } from '../errors.ts';
import { calibrationOf, loadCalibrations } from './calibrations.ts';
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

const bodyOf = ({ id, rankBy, riskSettings, riskSettingsVersion }: ProgramRow): RiskSettingsBody => {
  const { percents, capacity, alertEveryDays, deterioration } = riskSettings ?? defaultRiskSettings;
  const onSince = deterioration ? new Date(deterioration.onSince).toISOString() : '';
  return {
    programId: id,
    version: riskSettingsVersion,
    rankBy,
    percents: [...percents],
    capacity,
    alertEveryDays,
    deterioration: deterioration && { ...deterioration, onSince },
  };
};

/** How a program cuts its ranking, and what it ranks on. @throws AppError not-found */
export const readRiskSettings = async (deps: Reads, programId: string): Promise<RiskSettingsBody> =>
  bodyOf(await findProgram(deps, programId));

export type SettingsDeps = {
  readonly store: Store;
  readonly scorers: readonly RiskScorer[];
  readonly actor: Actor;
  readonly at: number;
};

const isRecalibrated = async ({ store: { db, t }, scorers }: SettingsDeps, programId: string) => {
  const modelVersion = scorers.find(scorer => scorer.id === 'deterioration')?.modelVersion ?? null;
  if (modelVersion === null) return false;
  const calibrations = await loadCalibrations({ reader: db, t });
  return calibrationOf(calibrations, { modelId: 'deterioration', modelVersion, programId }) !== undefined;
};

const switched = async (
  deps: SettingsDeps,
  { id, rankBy, riskSettings }: ProgramRow,
  { on, why }: RiskSettingsInput['deterioration'],
): Promise<RiskSettings['deterioration']> => {
  if (!on && rankBy === 'deterioration') {
    throw new AppError('not-allowed-now', 'this program ranks by deterioration: it cannot be switched off', {
      field: 'deterioration.on',
      remedy: 'rank by something else first, by PUT /api/v1/programs/{id}',
    });
  }
  if (!on) return null;
  const current = riskSettings?.deterioration ?? null;
  const recalibrated = await isRecalibrated(deps, id);
  const reason = why ?? current?.why ?? null;
  if (!recalibrated && reason === null) {
    throw new AppError('not-allowed-now', 'deterioration was not recalibrated on your own outcomes', {
      field: 'deterioration.why',
      remedy: 'recalibrate it (vigil recalibrate), or state why it is ranked on without',
    });
  }
  return { onSince: deps.at, by: actorName(deps.actor), ...current, why: reason, recalibrated };
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

const save = async (deps: SettingsDeps, id: string, version: number, settings: RiskSettings) => {
  const { db, t } = deps.store;
  const saved = await db
    .update(t.program)
    .set({ riskSettings: settings, riskSettingsVersion: version + 1 })
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
 * not-allowed-now for deterioration switched on without a recalibration or reason, or off while it ranks
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
    const deterioration = await switched(deps, program, input.deterioration);
    const settings = { percents, capacity, alertEveryDays, deterioration };
    await save(deps, programId, input.version, settings);
    await recordAudit(store, {
      at,
      actor,
      action: putAction,
      subject: { type: 'program', id: programId },
      patientId: null,
      detail: { version: input.version + 1, ...settings },
    });
    return bodyOf(await findProgram(reads, programId));
  });
};
