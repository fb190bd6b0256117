import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import { AppError } from '../errors.ts';
import type { Env } from './guards.ts';

const base = '/api/v1';

/** The route that answers, which is the first that matches; a middleware stands before it, so what it is and what its path holds is read off it. */
const answering = (c: Context<Env>) => {
  const route = matchedRoutes(c).find(({ method }) => method !== 'ALL');
  return route?.path.startsWith(base) ? route : undefined;
};

/** `GET /patients/{id}`: the route that answers, without anybody's id; empty where none does. */
export const routeOf = (c: Context<Env>): string => {
  const route = answering(c);
  if (!route) return '';
  return `${route.method} ${route.path.slice(base.length).replace(/:(\w+)(\{[^/]*\})?/g, '{$1}')}`;
};

/** The `{id}` of the path; undefined where the route has none. @throws AppError bad-request when it is badly encoded */
export const idInPath = (c: Context<Env>): string | undefined => {
  const at = answering(c)?.path.split('/').indexOf(':id') ?? -1;
  const part = at < 0 ? undefined : c.req.path.split('/')[at];
  if (part === undefined) return undefined;
  try {
    return decodeURIComponent(part);
  } catch {
    throw new AppError('bad-request', 'id: is not percent-encoded properly', {
      field: 'id',
      remedy: 'encode what is not plain ASCII',
    });
  }
};
