import type { Context, MiddlewareHandler } from 'hono';
import { actorText } from '../domain/actor.ts';
import { findPatient } from '../roster/patients.ts';
import type { ApiDeps } from './context.ts';
import type { Env } from './guards.ts';
import { type TakePatients, takePatients } from './patient-reads.ts';
import { idInPath, routeOf } from './route-of.ts';

const patientsShown = async (c: Context<Env>, deps: Pick<ApiDeps, 'store'>, take: TakePatients) => {
  if (take === null) return [(await findPatient(deps.store, idInPath(c) ?? '')).id];
  return take(await c.res.clone().json());
};

/** Notes who was shown whose data; an answer whose patients cannot be told is not given. */
export const loggedReads =
  (deps: Pick<ApiDeps, 'store' | 'accessLog' | 'clock'>): MiddlewareHandler<Env> =>
  async (c, next) => {
    await next();
    if (c.res.status !== 200) return;
    const action = routeOf(c);
    const take = takePatients(action);
    if (take === undefined) return;
    deps.accessLog.record(
      {
        at: deps.clock.now(),
        actor: actorText(c.get('actor')),
        action,
        requestId: c.get('requestId'),
      },
      await patientsShown(c, deps, take),
    );
  };
