import type { ModelBody, ModelDetailBody } from '../contract/models.ts';
import { AppError } from '../errors.ts';
import type { RiskModels } from './load-models.ts';
import { shapesOf } from './model/shape.ts';
import type { RiskScorer } from './scorer.ts';

const isModel = (scorer: RiskScorer): boolean => scorer.unit === 'log-odds';

const modelBody = ({ id, title, modelVersion, unavailable, shadow, source }: RiskScorer): ModelBody => ({
  id,
  title,
  version: modelVersion,
  unavailable,
  shadow,
  source,
});

export const listModels = ({ scorers }: RiskModels): ModelBody[] => scorers.filter(isModel).map(modelBody);

/** One model with its shapes and card. @throws AppError not-found, with the reason where its files are no good */
export const readModel = ({ scorers, loaded }: RiskModels, id: string): ModelDetailBody => {
  const scorer = scorers.find(s => s.id === id && isModel(s));
  if (!scorer)
    throw new AppError('not-found', 'there is no such model', {
      field: 'id',
      remedy: 'take an id from GET /api/v1/models',
    });
  const model = loaded.get(scorer.id);
  if (!model)
    throw new AppError('not-found', `${scorer.title} is unavailable: ${scorer.unavailable}`, {
      field: 'id',
      remedy: 'put its files in place and start again',
    });
  const shapes = shapesOf(model).map(shape => ({
    ...shape,
    label: shape.label.replace(/:$/, ''),
    bins: [...shape.bins],
  }));
  return { ...modelBody(scorer), base: model.weights.base, shapes, card: model.card };
};
