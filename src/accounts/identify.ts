import type { Store } from '../db/open.ts';
import type { Actor } from '../domain/actor.ts';
import { type Permission, permissionNames, permissionsOf } from '../domain/role.ts';
import { AppError } from '../errors.ts';
import type { AccountRow } from './accounts.ts';
import type { Principal } from './principal.ts';
import { fingerprint } from './secret.ts';
import { findSession, type SignedIn } from './sessions.ts';
import { findToken, noteTokenUse } from './tokens.ts';

/** Tokens that live as long as the process: for commands on the machine, and for the demonstration. */
export type FixedTokens = { readonly operator: string; readonly demo: string | null };

export type Credentials = {
  readonly bearer: string | null;
  readonly cookie: string | null;
  /** the person in whose name a machine acts; null: its own */
  readonly onBehalfOf: string | null;
};

export type Identified = { readonly principal: Principal; readonly signedIn: SignedIn | null };

const principalOf = (
  actor: Actor,
  permissions: ReadonlySet<Permission>,
  programs: readonly string[] | null,
  accountId: string | null,
): Principal => ({
  ...{ actor, permissions, programs, accountId },
  onlyAwaiting: permissions.has('patients:read') && !permissions.has('worklist:read'),
});

/** What a person who is signed in may do. */
export const personPrincipal = ({ id, name, roles, programs }: AccountRow): Principal =>
  principalOf({ type: 'person', name }, permissionsOf(roles), programs, id);

const signedOut = (): AppError =>
  new AppError('signed-out', 'nobody is signed in', {
    field: 'Authorization',
    remedy:
      'sign in at POST /api/v1/session, or send Authorization: Bearer with a token of vigil token issue',
  });

const over = (): AppError =>
  new AppError('session-over', 'the session is over: nothing was heard for too long, or the shift ended', {
    field: 'Cookie',
    remedy: 'sign in again',
  });

const noSuchToken = (): AppError =>
  new AppError('signed-out', 'the token is not known, is revoked, or is over', {
    field: 'Authorization',
    remedy: 'issue another with vigil token issue',
  });

const mayNotActFor = (): AppError =>
  new AppError('not-permitted', 'this token may not act in the name of a person', {
    field: 'Vigil-Actor',
    remedy: 'leave the header out, or issue a token with the scope act-for',
  });

/** The audit of what a machine does in a person's name has both. */
const actorThrough = (name: string, onBehalfOf: string | null): Actor =>
  onBehalfOf === null ? { type: 'machine', name } : { type: 'person', name: onBehalfOf, through: name };

/** A command is signed as it always was: with the account of the machine that it runs under. */
const operatorActor = (onBehalfOf: string | null): Actor =>
  onBehalfOf === null ? { type: 'machine', name: 'operator' } : { type: 'person', name: onBehalfOf };

const everything = new Set(permissionNames);

/** Compared by digest, so that the time tells nothing of the token. */
const isToken = (given: string, token: string | null): boolean =>
  token !== null && fingerprint(given) === fingerprint(token);

const byToken = async (
  store: Store,
  fixed: FixedTokens,
  bearer: string,
  onBehalfOf: string | null,
  now: number,
): Promise<Principal> => {
  if (isToken(bearer, fixed.operator)) {
    return principalOf(operatorActor(onBehalfOf), everything, null, null);
  }
  if (isToken(bearer, fixed.demo)) {
    return principalOf(actorThrough('demo', onBehalfOf), everything, null, null);
  }
  const token = await findToken(store, bearer, now);
  if (!token) throw noSuchToken();
  const permissions = new Set(token.scopes);
  if (onBehalfOf !== null && !permissions.has('act-for')) throw mayNotActFor();
  await noteTokenUse(store, token, now);
  return principalOf(actorThrough(token.name, onBehalfOf), permissions, token.programs, null);
};

/** Tells who calls. @throws AppError signed-out, session-over, not-permitted */
export const identify = async (
  store: Store,
  fixed: FixedTokens,
  { bearer, cookie, onBehalfOf }: Credentials,
  idleMs: number,
  now: number,
): Promise<Identified> => {
  if (bearer !== null) {
    return { principal: await byToken(store, fixed, bearer, onBehalfOf, now), signedIn: null };
  }
  if (cookie === null) throw signedOut();
  const state = await findSession(store, cookie, idleMs, now);
  if (state === 'over') throw over();
  if (state === 'unknown') throw signedOut();
  return { principal: personPrincipal(state.account), signedIn: state };
};
