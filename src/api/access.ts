import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { findPatient } from '../roster/patients.ts';
import type { ApiDeps } from './context.ts';
import { actorNamed, type Env } from './guards.ts';
import { type TakePatients, takePatients } from './patient-reads.ts';

const base = '/api/v1';

/** `GET /patients/{id}`: the route that answered, without anybody's id */
const routeOf = (c: Context<Env>): string => {
  const route = matchedRoutes(c).findLast(({ method }) => method !== 'ALL');
  if (!route?.path.startsWith(base)) return '';
  return `${route.method} ${route.path.slice(base.length).replace(/:(\w+)(\{[^/]*\})?/g, '{$1}')}`;
};

const patientsShown = async (c: Context<Env>, deps: Pick<ApiDeps, 'store'>, take: TakePatients) => {
  if (take === null) return [(await findPatient(deps.store, c.req.param('id') ?? '')).id];
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
    const name = actorNamed(c);
    deps.accessLog.record(
      {
        at: deps.clock.now(),
        actor: name === null ? 'unnamed' : `person:${name}`,
        action,
        requestId: c.get('requestId'),
      },
      await patientsShown(c, deps, take),
    );
  };
