import type { Context } from 'hono';
import { AppError } from '../../errors.ts';
import { identifyCaller } from '../authorise.ts';
import type { ApiDeps, Unready } from '../context.ts';
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

/** A probe gives up soon, and is told why before. */
const storeWaitMs = 2_000;

const storeSilent: Unready = {
  why: 'the store does not answer',
  remedy:
    'Vigil goes on trying; see its log, and whether its database runs and can be reached (DATABASE_URL)',
};

const storeFault = ({ store: { reader, t } }: ApiDeps): Promise<Unready | null> => {
  let cancel = () => {};
  const late = new Promise<Unready>(resolve => {
    const timeout = setTimeout(() => resolve(storeSilent), storeWaitMs);
    cancel = () => clearTimeout(timeout);
  });
  const answered = (async () => {
    await reader.select({ id: t.program.id }).from(t.program).limit(1);
    return null;
  })().catch(() => storeSilent);
  return Promise.race([answered, late]).finally(cancel);
};

/** Outside /api: what a supervisor and a scraper ask. */
export const healthRoutes = (app: Router, deps: ApiDeps): void => {
  const { metrics, notReady } = deps;
  app.get('/healthz', c => c.json({ status: 'ok' }));
  app.get('/readyz', async c => {
    const fault = notReady() ?? (await storeFault(deps));
    if (fault) throw new AppError('not-ready', fault.why, { remedy: fault.remedy });
    return c.json({ status: 'ready' });
  });
  app.get('/metrics', async c => {
    await refuseStrangers(deps, c);
    return c.text(await metrics.render(), 200, { 'content-type': 'text/plain; version=0.0.4' });
  });
};
