import { createRoute, type z } from '@hono/zod-openapi';
import { pageOf } from '../../contract/common.ts';
import { ruleSchema } from '../../contract/programs.ts';
import { hourMs } from '../../domain/local-day.ts';
import { rules } from '../../rules/catalogue.ts';
import { type CatalogueRule, paramsOf } from '../../rules/define.ts';
import type { ApiDeps } from '../context.ts';
import { answers } from '../route-kit.ts';
import type { Router } from '../server.ts';

const bodyOf = (rule: CatalogueRule): z.infer<typeof ruleSchema> => {
  const { id, version, title, concern, group, judges, watchesTime, clears, startsEnabled, source } = rule;
  return {
    id,
    version,
    title,
    concern,
    group,
    kinds: [...rule.kinds],
    judges,
    watchesTime,
    ladder: [...rule.ladder],
    clears,
    steps: [...rule.steps],
    params: paramsOf(rule).map(({ byDefault, ...param }) => ({ ...param, default: byDefault })),
    startsEnabled,
    coolDownHours: rule.coolDownMs / hourMs,
    latenessLimitHours: rule.latenessLimitMs / hourMs,
    source,
  };
};

const items = rules.map(bodyOf);

export const ruleRoutes = (api: Router, _deps: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/rules',
      tags: ['rules'],
      summary:
        'The rules that judge readings: what they may be set to, what they may say, and whose numbers they use',
      responses: answers(pageOf(ruleSchema, 'RulePage'), 'all rules'),
    }),
    c => c.json({ items, next: null }, 200),
  );
};
