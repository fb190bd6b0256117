import { recordAudit } from '../../db/audit.ts';
import type { Store } from '../../db/open.ts';
import { type Actor, actorName } from '../../domain/actor.ts';
import type { CalibrationSource, RiskScoreId } from '../../domain/risk.ts';
import { newId } from '../../ids.ts';
import type { Recalibration } from './recalibrate.ts';

export type SaveDeps = {
  readonly store: Pick<Store, 'db' | 't' | 'sql' | 'write'>;
  readonly actor: Actor;
  readonly at: number;
};

export type Saving = {
  readonly modelId: RiskScoreId;
  readonly modelVersion: string;
  /** null: the whole site */
  readonly programId: string | null;
  readonly recalibration: Recalibration;
  readonly source: CalibrationSource;
};

const plotOf = ({ all, check }: Recalibration) => ({
  before: all.bins.before,
  after: all.bins.after,
  check: check && { ...check.judged.bins, ...check.fit, fittedOn: check.fittedOn, n: check.judged.n },
});

/** From then on the probabilities of this very version are told; a later saving takes its place. Returns its id. */
export const saveCalibration = (
  { store, actor, at }: SaveDeps,
  { modelId, modelVersion, programId, recalibration, source }: Saving,
): Promise<string> => {
  const { db, t, write } = store;
  const { slope, intercept } = recalibration.fit;
  const { n, events } = recalibration.all;
  const id = newId('cal');
  const row = { id, modelId, modelVersion, programId, slope, intercept, events, n, source };
  return write(async () => {
    await db
      .insert(t.modelCalibration)
      .values({ ...row, reliability: plotOf(recalibration), by: actorName(actor), at });
    await recordAudit(store, {
      at,
      actor,
      action: 'model.recalibrate',
      subject: { type: 'model', id: `${modelId}@${modelVersion}` },
      patientId: null,
      detail: { calibrationId: id, programId, slope, intercept, events, n, source },
    });
    return id;
  });
};
