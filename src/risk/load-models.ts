import type { RiskScoreId } from '../domain/risk.ts';
import { errorFields, type Log } from '../log.ts';
import { unavailableDeterioration } from './deterioration/described.ts';
import type { AdditiveModel } from './model/artefact.ts';
import { ModelUnavailable } from './model/unavailable.ts';
import { unavailableReadmission } from './readmission/described.ts';
import type { RiskScorer } from './scorer.ts';
import { scorers as publishedScorers } from './scorers.ts';

export type RiskModels = {
  /** every score there is, in the order in which they are shown; a model that is unavailable says so */
  readonly scorers: readonly RiskScorer[];
  readonly loaded: ReadonlyMap<RiskScoreId, AdditiveModel>;
};

type Found = { readonly model: AdditiveModel; readonly scorer: RiskScorer };

type Kind = {
  readonly id: RiskScoreId;
  /** TensorFlow.js is heavy to import: only where there are models */
  readonly find: (folder: string) => Promise<Found>;
  readonly unavailable: (reason: string) => RiskScorer;
};

const kinds: readonly Kind[] = [
  {
    id: 'readmission-30d',
    find: async folder => {
      const { findModel } = await import('./model/find-model.ts');
      const { readmissionScorer } = await import('./readmission/scorer.ts');
      const model = await findModel(folder, 'readmission-30d');
      return { model, scorer: readmissionScorer(model) };
    },
    unavailable: unavailableReadmission,
  },
  {
    id: 'deterioration',
    find: async folder => {
      const { loadDeterioration } = await import('./deterioration/load-deterioration.ts');
      const { deteriorationScorer } = await import('./deterioration/scorer.ts');
      const loaded = await loadDeterioration(folder);
      return { model: loaded.model, scorer: deteriorationScorer(loaded) };
    },
    unavailable: unavailableDeterioration,
  },
];

const found = async (folder: string | null, { find }: Kind): Promise<Found> => {
  if (folder === null) throw new ModelUnavailable('this Vigil runs without models');
  const { startBackend } = await import('./model/tensorflow.ts');
  await startBackend();
  return find(folder);
};

const reasonOf = (error: unknown, log: Log, id: string): string => {
  if (error instanceof ModelUnavailable) {
    log.warn('model-unavailable', { model: id, reason: error.message });
    return error.message;
  }
  log.error('model-unavailable', { model: id, ...errorFields(error) });
  return 'TensorFlow.js could not load it; the log says more';
};

/** Loads the models of a folder; null: none. What cannot be loaded is told, and stops nothing. */
export const loadModels = async (folder: string | null, log: Log): Promise<RiskModels> => {
  const loaded = new Map<RiskScoreId, AdditiveModel>();
  const scorers: RiskScorer[] = [];
  for (const kind of kinds) {
    try {
      const { model, scorer } = await found(folder, kind);
      scorers.push(scorer);
      loaded.set(kind.id, model);
    } catch (error) {
      scorers.push(kind.unavailable(reasonOf(error, log, kind.id)));
    }
  }
  return { scorers: [...scorers, ...publishedScorers], loaded };
};
