import { createRoute } from '@hono/zod-openapi';
import { modelDetailSchema, modelListSchema } from '../../contract/models.ts';
import { listModels, readModel } from '../../risk/model-bodies.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['risk'];

export const modelRoutes = (api: Router, { models }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/models',
      tags,
      summary: 'Trained risk models: which are there, and why one is not',
      responses: answers(modelListSchema, 'the models', []),
    }),
    c => c.json({ items: listModels(models), next: null }, 200),
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/models/{id}',
      tags,
      summary: 'A model: what each value of each feature adds to the score, and its card',
      request: { params: idParam },
      responses: answers(modelDetailSchema, 'the model', [404]),
    }),
    c => c.json(readModel(models, c.req.valid('param').id), 200),
  );
};
