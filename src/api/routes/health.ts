import type { Context } from 'hono';
import { AppError } from '../../errors.ts';
import { identifyCaller } from '../authorise.ts';
import type { ApiDeps } from '../context.ts';
import { type Env, isLocalCall } from '../guards.ts';
import type { Router } from '../server.ts';

/** From elsewhere only a token that may read reports sees figures of the service. */
const refuseStrangers = async (deps: ApiDeps, c: Context<Env>): Promise<void> => {
  if (isLocalCall(c)) return;
  const { principal } = await identifyCaller(deps, c);
  if (principal.permissions.has('reports:read')) return;
  throw new AppError('not-permitted', 'this needs the permission reports:read', {
    remedy: 'send Authorization: Bearer with a token of this scope, or scrape on the machine itself',
  });
};

/** Outside /api: what a supervisor and a scraper ask. */
export const healthRoutes = (app: Router, deps: ApiDeps): void => {
  const { store, metrics, notReady } = deps;
  app.get('/healthz', c => c.json({ status: 'ok' }));
  app.get('/readyz', async c => {
    await store.reader.select({ id: store.t.program.id }).from(store.t.program).limit(1);
    const why = notReady();
    if (why !== null)
      throw new AppError('not-ready', `${why}: no reading comes in that way`, {
        remedy: 'Vigil goes on trying; see its log, and whether the broker runs and can be reached',
      });
    return c.json({ status: 'ready' });
  });
  app.get('/metrics', async c => {
    await refuseStrangers(deps, c);
    return c.text(metrics.render(), 200, { 'content-type': 'text/plain; version=0.0.4' });
  });
};
