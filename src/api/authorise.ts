import type { Context, MiddlewareHandler } from 'hono';
import { type FixedTokens, type Identified, identify } from '../accounts/identify.ts';
import type { Principal } from '../accounts/principal.ts';
import { keepActive } from '../accounts/sessions.ts';
import { isWithinReach, type SubjectKind } from '../accounts/subject.ts';
import type { SignInOptions } from '../config-sign-in.ts';
import type { Permission } from '../domain/role.ts';
import { AppError } from '../errors.ts';
import type { ApiDeps } from './context.ts';
import { refuseOtherSites } from './cross-site.ts';
import { actorNamed, type Env } from './guards.ts';
import { notThere } from './not-there.ts';
import { type RouteRule, routeRules } from './permissions.ts';
import { idInPath, routeOf } from './route-of.ts';
import { sessionCookie } from './session-cookie.ts';

export type AuthoriseDeps = Pick<ApiDeps, 'store' | 'clock'> & {
  readonly signIn: SignInOptions;
  readonly tokens: FixedTokens;
};

const bearerOf = (c: Context<Env>): string | null =>
  /^Bearer\s+(\S{1,500})$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null;

/** @throws AppError bad-request when a name is given that is none */
const namedIn = (c: Context<Env>): string | null => {
  const name = actorNamed(c);
  if (name !== null || c.req.header('vigil-actor') === undefined) return name;
  throw new AppError('bad-request', "Vigil-Actor: is no person's name", {
    field: 'Vigil-Actor',
    remedy:
      'send a name of at most 100 characters, percent-encoded where it is not plain ASCII, or leave it out',
  });
};

export const identifyCaller = ({ store, clock, signIn, tokens }: AuthoriseDeps, c: Context<Env>) =>
  identify(
    store,
    tokens,
    { bearer: bearerOf(c), cookie: sessionCookie(c, signIn), onBehalfOf: namedIn(c) },
    signIn.idleMs,
    clock.now(),
  );

const ruleOf = (route: string): RouteRule => {
  const rule = Object.hasOwn(routeRules, route) ? routeRules[route] : undefined;
  if (rule) return rule;
  throw new AppError('not-permitted', 'this route declares no permission, so it answers nobody', {
    field: 'path',
    remedy: 'declare it in src/api/permissions.ts',
  });
};

const refuse = (needs: readonly Permission[]): AppError =>
  new AppError('not-permitted', `this needs the permission ${needs.join(' or ')}`, {
    remedy: 'ask your admin for a role that holds it, or issue the token with this scope',
  });

const refuseBeforePasswordChange = ({ signedIn }: Identified): void => {
  if (!signedIn?.account.mustChangePassword) return;
  throw new AppError('not-permitted', 'choose a password of your own first', {
    field: 'password',
    remedy: 'POST /api/v1/session/password',
  });
};

/** A program asked for by name, and what the path names, must lie within the caller's reach. */
const refuseOutOfReach = async (
  { store, clock }: AuthoriseDeps,
  c: Context<Env>,
  principal: Principal,
  kind: SubjectKind | null,
): Promise<void> => {
  const program = c.req.query('program');
  const { programs } = principal;
  if (program && programs !== null && !programs.includes(program)) throw notThere('program', 'program');
  const id = idInPath(c);
  if (kind === null) return;
  // a rule about somebody's data on a path that names nobody would let everybody through
  if (id === undefined) throw notThere(kind);
  if (!(await isWithinReach(store, principal, kind, id, clock.now()))) throw notThere(kind);
};

const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD';

const admit = async (
  deps: AuthoriseDeps,
  c: Context<Env>,
  rule: Exclude<RouteRule, 'anybody'>,
): Promise<void> => {
  const identified = await identifyCaller(deps, c);
  const { principal, signedIn } = identified;
  if (signedIn !== null && !isReading(c.req.method)) refuseOtherSites(c, deps.signIn);
  c.set('principal', principal);
  c.set('signedIn', signedIn);
  c.set('actor', principal.actor);
  c.set('programs', principal.programs);
  if (rule !== 'signed-in') {
    refuseBeforePasswordChange(identified);
    if (!rule.needs.some(permission => principal.permissions.has(permission))) throw refuse(rule.needs);
    await refuseOutOfReach(deps, c, principal, rule.of);
  }
  if (signedIn !== null && !isReading(c.req.method)) await keepActive(deps.store, signedIn, deps.clock.now());
};

/** Lets a call through to its route only as the table of permissions says; what is not in it answers nobody. */
export const authorised =
  (deps: AuthoriseDeps): MiddlewareHandler<Env> =>
  async (c, next) => {
    const route = routeOf(c);
    if (route !== '') {
      const rule = ruleOf(route);
      if (rule !== 'anybody') await admit(deps, c, rule);
    }
    await next();
  };
