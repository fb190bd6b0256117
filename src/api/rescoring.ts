import type { MiddlewareHandler } from 'hono';
import type { ApiDeps } from './context.ts';
import type { Env } from './guards.ts';

/** Routes whose changes the ranking by risk rests on: who is in a panel, stays, diagnoses, how a program ranks. */
const inputs =
  /\/(roster|encounters|conditions|patients\/[^/]+\/(status|discharges|problems(\/[^/]+\/remove)?)|programs\/[^/]+(\/risk-settings)?)$/;

/** After a change of what risk rests on, everybody is ranked anew soon. */
export const asksForRescoring =
  ({ risk }: Pick<ApiDeps, 'risk'>): MiddlewareHandler<Env> =>
  async (c, next) => {
    await next();
    if (c.req.method !== 'GET' && c.res.ok && inputs.test(c.req.path)) risk.request();
  };
