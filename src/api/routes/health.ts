import { AppError } from '../../errors.ts';
import type { ApiDeps } from '../context.ts';
import type { Router } from '../server.ts';

/** Outside /api: what a supervisor and a scraper ask. */
export const healthRoutes = (app: Router, { store, metrics, notReady }: ApiDeps): void => {
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
  app.get('/metrics', c => c.text(metrics.render(), 200, { 'content-type': 'text/plain; version=0.0.4' }));
};
