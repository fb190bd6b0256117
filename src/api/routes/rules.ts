import { createRoute, type z } from '@hono/zod-openapi';
import { pageOf } from '../../contract/common.ts';
import { ruleSchema } from '../../contract/programs.ts';
import { rules } from '../../rules/catalogue.ts';
import type { ApiDeps } from '../context.ts';
import { answers } from '../route-kit.ts';
import type { Router } from '../server.ts';

const items: z.infer<typeof ruleSchema>[] = rules.map(
  ({ id, version, title, concern, kinds, latenessLimitMs, source }) => ({
    id,
    version,
    title,
    concern,
    kinds: [...kinds],
    latenessLimitHours: latenessLimitMs / 3_600_000,
    source,
  }),
);

export const ruleRoutes = (api: Router, _deps: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/rules',
      tags: ['rules'],
      summary: 'The rules that judge readings, with the source of their numbers',
      responses: answers(pageOf(ruleSchema, 'RulePage'), 'all rules'),
    }),
    c => c.json({ items, next: null }, 200),
  );
};
