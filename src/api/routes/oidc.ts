import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createOidc, type Oidc, type Round } from '../../accounts/oidc.ts';
import { signInVouched } from '../../accounts/sign-in-vouched.ts';
import { AppError } from '../../errors.ts';
import type { ApiDeps } from '../context.ts';
import type { Env } from '../guards.ts';
import type { Router } from '../server.ts';
import { setSessionCookie } from '../session-cookie.ts';

const tags = ['sign-in'];
const cookie = 'vigil_oidc';
const path = '/api/v1/oidc';
const roundSeconds = 600;

const roundSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
});

/** A path of this page and nothing else: no address of another site. */
const ownPath = (text: string | undefined): string =>
  text !== undefined && /^\/(?![/\\])/.test(text) ? text : '/';

const ownOrigin = (c: Context<Env>, { signIn }: ApiDeps): string =>
  signIn.publicUrl ?? `${new URL(c.req.url).protocol}//${c.req.header('host')}`;

const redirectUri = (c: Context<Env>, deps: ApiDeps): string =>
  new URL(`${path}/callback`, ownOrigin(c, deps)).href;

/** Lax, not Strict: the browser comes back from another site. */
const keepRound = (c: Context<Env>, { signIn }: ApiDeps, round: Round): void =>
  setCookie(c, cookie, JSON.stringify(round), {
    path,
    httpOnly: true,
    sameSite: 'Lax',
    secure: signIn.secureCookies,
    maxAge: roundSeconds,
  });

const keptRound = (c: Context<Env>): Round | null => {
  try {
    return roundSchema.parse(JSON.parse(getCookie(c, cookie) ?? ''));
  } catch {
    return null;
  }
};

const redirects = (description: string) => ({ 302: { description } });

/** Where the page says what went wrong. */
const failed = (error: unknown): string => {
  if (!(error instanceof AppError)) throw error;
  return `/?signIn=${error.code}`;
};

const comeBack = async (c: Context<Env>, deps: ApiDeps, oidc: Oidc): Promise<string> => {
  const round = keptRound(c);
  deleteCookie(c, cookie, { path });
  if (round === null) return '/?signIn=wrong-credentials';
  const { search } = new URL(c.req.url);
  const vouched = await oidc.finish(new URL(`${redirectUri(c, deps)}${search}`), round);
  setSessionCookie(c, deps.signIn, await signInVouched(deps.store, vouched, deps.clock.now()));
  return ownPath(round.returnTo);
};

export const oidcRoutes = (api: Router, deps: ApiDeps): void => {
  const { oidc: options } = deps.signIn;
  if (options === null) return;
  const oidc = createOidc(options);
  api.openapi(
    createRoute({
      method: 'get',
      path: '/oidc/start',
      tags,
      summary: 'Go and sign in at the identity provider',
      request: { query: z.object({ returnTo: z.string().max(500).optional() }) },
      responses: redirects('to the provider, or back to the page, which says why not'),
    }),
    async c => {
      try {
        const { to, round } = await oidc.begin(redirectUri(c, deps), ownPath(c.req.valid('query').returnTo));
        keepRound(c, deps, round);
        return c.redirect(to.href);
      } catch (error) {
        return c.redirect(failed(error));
      }
    },
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/oidc/callback',
      tags,
      summary: 'Where the identity provider sends people back to',
      responses: redirects('to the page, signed in, or with why not'),
    }),
    async c => c.redirect(await comeBack(c, deps, oidc).catch(failed)),
  );
};
