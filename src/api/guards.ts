import type { Context, MiddlewareHandler } from 'hono';
import type { Principal } from '../accounts/principal.ts';
import type { SignedIn } from '../accounts/sessions.ts';
import type { SignInOptions } from '../config-sign-in.ts';
import type { Actor } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';

export type Env = {
  Variables: {
    requestId: string;
    /** who calls; absent where anybody may */
    principal: Principal;
    /** null: a machine */
    signedIn: SignedIn | null;
    actor: Actor;
    /** the programs whose patients the caller may see; null: all */
    programs: readonly string[] | null;
  };
};

export const requestId: MiddlewareHandler<Env> = async (c, next) => {
  const id = newId('req');
  c.set('requestId', id);
  c.header('x-request-id', id);
  await next();
};

const loopbackName = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** Whether a Host header names this machine itself. */
export const isLoopbackHost = (host: string): boolean => loopbackName.test(host);

const loopbackPeer = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/i;
const passedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host'];

type Connected = { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } } };

/** Whether a call comes from this machine itself: Host alone proves nothing, for anybody can write it. */
export const isLocalCall = (c: Context<Env>): boolean => {
  const env = c.env as Connected | undefined;
  const peer = env?.incoming?.socket?.remoteAddress;
  return (
    isLoopbackHost(c.req.header('host') ?? '') &&
    (peer === undefined || loopbackPeer.test(peer)) &&
    passedOn.every(name => c.req.header(name) === undefined)
  );
};

/** What tells a supervisor how the process is, and holds no data of anybody. */
const probes = ['/healthz', '/readyz'];

/**
 * Supervisors and scrapers reach each process under a name of its own. A token proves who asks where figures are
 * told: a page under another name that points here has none to send.
 */
const isUnderAnyName = (c: Context<Env>): boolean =>
  probes.includes(c.req.path) ||
  (c.req.path === '/metrics' && /^bearer /i.test(c.req.header('authorization') ?? ''));

/** Only under its own name is a service reached, so that no other name can be made to point here (DNS rebinding). */
export const ownHostOnly = ({ publicUrl }: Pick<SignInOptions, 'publicUrl'>): MiddlewareHandler<Env> => {
  const own = publicUrl === null ? null : new URL(publicUrl).host.toLowerCase();
  return async (c, next) => {
    const host = c.req.header('host') ?? '';
    if (!isLoopbackHost(host) && host.toLowerCase() !== own && !isUnderAnyName(c)) {
      throw new AppError('host-not-allowed', 'this server does not answer under this name', {
        field: 'Host',
        remedy:
          own === null
            ? 'use http://127.0.0.1 on the machine itself, or set VIGIL_PUBLIC_URL'
            : 'use the address that VIGIL_PUBLIC_URL names',
      });
    }
    await next();
  };
};

/** Behind a proxy, what people send must have come to it over TLS. */
export const tlsOnly =
  ({ behindProxy }: Pick<SignInOptions, 'behindProxy'>): MiddlewareHandler<Env> =>
  async (c, next) => {
    const isProbe = probes.includes(c.req.path);
    if (behindProxy && !isProbe && !isLocalCall(c) && c.req.header('x-forwarded-proto') !== 'https') {
      throw new AppError(
        'not-permitted',
        'this came to the proxy without TLS, or the proxy does not say so',
        {
          field: 'X-Forwarded-Proto',
          remedy: 'use https, and let the proxy set X-Forwarded-Proto',
        },
      );
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
