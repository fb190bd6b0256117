import type { Context, MiddlewareHandler } from 'hono';
import type { Actor } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';

export type Env = { Variables: { requestId: string; actor: Actor } };

export const requestId: MiddlewareHandler<Env> = async (c, next) => {
  const id = newId('req');
  c.set('requestId', id);
  c.header('x-request-id', id);
  await next();
};

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** Until sign-in exists only this machine is served, also when another name points here (DNS rebinding). */
export const loopbackOnly: MiddlewareHandler<Env> = async (c, next) => {
  const host = c.req.header('host') ?? '';
  if (!loopbackHost.test(host)) {
    throw new AppError('host-not-allowed', 'this server answers on loopback only until sign-in exists', {
      field: 'Host',
      remedy: 'use http://127.0.0.1 on the machine itself',
    });
  }
  await next();
};

const csvFiles = ['/roster', '/encounters', '/conditions'].map(path => `/api/v1${path}`);

const contentTypeOf = (path: string): string => (csvFiles.includes(path) ? 'text/csv' : 'application/json');

const withBody: readonly string[] = ['POST', 'PUT', 'PATCH'];

/** A body must say what it is; a form that another site makes a browser send cannot. */
export const statedContentType: MiddlewareHandler<Env> = async (c, next) => {
  if (withBody.includes(c.req.method)) {
    const expected = contentTypeOf(c.req.path);
    const stated = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (stated !== expected) {
      throw new AppError('unsupported-media-type', `content-type must be ${expected}`, {
        field: 'Content-Type',
        remedy: `send content-type: ${expected}`,
      });
    }
  }
  await next();
};

const longestName = 100;

/** The person that `Vigil-Actor` names (percent-encoded where it is not plain ASCII); null when it names none. */
export const actorNamed = (c: Context<Env>): string | null => {
  let name = '';
  try {
    name = decodeURIComponent(c.req.header('vigil-actor') ?? '').trim();
  } catch {
    return null;
  }
  const isName =
    name !== '' && name.length <= longestName && name.toLowerCase() !== 'system' && !/\p{C}/u.test(name);
  return isName ? name : null;
};

/** Who acts: only a named person may change anything. */
export const namedActor: MiddlewareHandler<Env> = async (c, next) => {
  const name = actorNamed(c);
  if (name === null) {
    throw new AppError('actor-missing', 'say who acts: every change is kept with a name', {
      field: 'Vigil-Actor',
      remedy: `send the header Vigil-Actor with a person's name (at most ${longestName} characters)`,
    });
  }
  c.set('actor', { type: 'person', name });
  await next();
};
