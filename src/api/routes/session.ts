import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { personPrincipal } from '../../accounts/identify.ts';
import { changeOwnPassword } from '../../accounts/own-password.ts';
import { savePreferences } from '../../accounts/preferences.ts';
import {
  endSession,
  findSession,
  idleEndsAt,
  keepActive,
  type SessionRow,
  type SignedIn,
} from '../../accounts/sessions.ts';
import { type Strangers, signIn } from '../../accounts/sign-in.ts';
import {
  passwordInput,
  preferencesSchema,
  type SessionBody,
  sessionSchema,
  signInInput,
  signInWaysSchema,
} from '../../contract/session.ts';
import { AppError } from '../../errors.ts';
import type { ApiDeps } from '../context.ts';
import { refuseOtherSites } from '../cross-site.ts';
import type { Env } from '../guards.ts';
import { answers, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';
import { dropSessionCookie, sessionCookie, setSessionCookie } from '../session-cookie.ts';

const tags = ['sign-in'];

const bodyOf = ({ account, session }: SignedIn, idleMs: number): SessionBody => ({
  account: {
    id: account.id,
    name: account.name,
    username: account.username,
    roles: [...account.roles],
    permissions: [...personPrincipal(account).permissions],
    programs: account.programs ? [...account.programs] : null,
    preferences: preferencesSchema.catch(preferencesSchema.parse({})).parse(account.preferences),
    mustChangePassword: account.mustChangePassword,
  },
  idleEndsAt: new Date(idleEndsAt(session, idleMs)).toISOString(),
  endsAt: new Date(session.endsAt).toISOString(),
});

/** @throws AppError signed-out for a machine, which has no session */
const signedInOf = (c: Context<Env>): SignedIn => {
  const signedIn = c.get('signedIn');
  if (signedIn) return signedIn;
  throw new AppError('signed-out', 'a token has no session', {
    field: 'Authorization',
    remedy: 'sign in with username and password',
  });
};

const latest = async ({ store, signIn: options, clock }: ApiDeps, secret: string): Promise<SessionBody> => {
  const state = await findSession(store, secret, options.idleMs, clock.now());
  if (typeof state === 'string')
    throw new AppError('signed-out', 'nobody is signed in', { remedy: 'sign in' });
  return bodyOf(state, options.idleMs);
};

const signInRoutes = (api: Router, deps: ApiDeps): void => {
  const { store, clock, signIn: options } = deps;
  const strangers: Strangers = new Map();
  api.openapi(
    createRoute({
      method: 'get',
      path: '/sign-in',
      tags,
      summary: 'How one signs in here',
      responses: answers(signInWaysSchema, 'the ways'),
    }),
    c =>
      c.json(
        {
          local: true,
          oidc: options.oidc ? { name: options.oidc.name } : null,
          notice: options.notice,
          idleSeconds: Math.round(options.idleMs / 1000),
        },
        200,
      ),
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/session',
      tags,
      summary: 'Sign in with username and password; sets the session cookie',
      request: { body: jsonBody(signInInput) },
      responses: answers(sessionSchema, 'who is signed in', [413, 415, 429]),
    }),
    async c => {
      if (c.req.header('origin') !== undefined) refuseOtherSites(c, options);
      const { username, password } = c.req.valid('json');
      const secret = await signIn({ store, strangers, at: clock.now() }, username, password);
      const before = sessionCookie(c, options);
      const earlier = before ? await findSession(store, before, options.idleMs, clock.now()) : 'unknown';
      if (typeof earlier !== 'string') await endSession(store, earlier, clock.now());
      setSessionCookie(c, options, secret);
      return c.json(await latest(deps, secret), 200);
    },
  );
};

const ownRoutes = (api: Router, deps: ApiDeps): void => {
  const { store, clock, signIn: options } = deps;
  const now = (c: Context<Env>) => latest(deps, sessionCookie(c, options) ?? '');
  api.openapi(
    createRoute({
      method: 'post',
      path: '/session/password',
      tags,
      summary: 'Change your own password; everywhere else you are signed out',
      request: { body: jsonBody(passwordInput) },
      responses: answers(sessionSchema, 'the session', [413, 415]),
    }),
    async c => {
      await changeOwnPassword(store, signedInOf(c), c.req.valid('json'), clock.now());
      return c.json(await now(c), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'put',
      path: '/session/preferences',
      tags,
      summary: 'Units, colours and notifications, as you like them',
      request: { body: jsonBody(preferencesSchema) },
      responses: answers(sessionSchema, 'the session', [413, 415]),
    }),
    async c => {
      await savePreferences(store, signedInOf(c).account.id, c.req.valid('json'), clock.now());
      return c.json(await now(c), 200);
    },
  );
};

const stateRoutes = (api: Router, { store, clock, signIn: options }: ApiDeps): void => {
  const told = (c: Context<Env>, session: SessionRow) =>
    bodyOf({ account: signedInOf(c).account, session }, options.idleMs);
  api.openapi(
    createRoute({
      method: 'get',
      path: '/session',
      tags,
      summary: 'Who is signed in, and until when; asking is no sign of life',
      responses: answers(sessionSchema, 'the session'),
    }),
    c => c.json(told(c, signedInOf(c).session), 200),
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/session/active',
      tags,
      summary: 'A sign of life of the person: she typed, moved, or is on a call',
      request: { body: jsonBody(z.strictObject({})) },
      responses: answers(sessionSchema, 'the session', [413, 415]),
    }),
    async c => c.json(told(c, await keepActive(store, signedInOf(c), clock.now())), 200),
  );
  api.openapi(
    createRoute({
      method: 'delete',
      path: '/session',
      tags,
      summary: 'Sign out',
      responses: answers(z.object({}), 'signed out'),
    }),
    async c => {
      await endSession(store, signedInOf(c), clock.now());
      dropSessionCookie(c, options);
      return c.json({}, 200);
    },
  );
};

export const sessionRoutes = (api: Router, deps: ApiDeps): void => {
  signInRoutes(api, deps);
  stateRoutes(api, deps);
  ownRoutes(api, deps);
};
