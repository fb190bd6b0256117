import { createRoute, z } from '@hono/zod-openapi';
import {
  accountBody,
  addAccount,
  changeAccount,
  fetchAccount,
  listAccounts,
} from '../../accounts/accounts.ts';
import { listColleagues } from '../../accounts/colleagues.ts';
import { issueToken, listTokens, revokeToken } from '../../accounts/tokens.ts';
import { accountChange, accountInput, tokenInput } from '../../contract/accounts.ts';
import { pageOf } from '../../contract/common.ts';
import { accountSchema, colleagueSchema, issuedTokenSchema, tokenSchema } from '../../contract/session.ts';
import { permissionsOf } from '../../domain/role.ts';
import type { ApiDeps } from '../context.ts';
import { refuseGivingMore } from '../give.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['accounts'];

export const accountRoutes = (api: Router, { store, clock }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/accounts',
      tags,
      summary: 'Everybody who may sign in',
      responses: answers(pageOf(accountSchema, 'AccountPage'), 'all of them'),
    }),
    async c => c.json(await listAccounts(store), 200),
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/colleagues',
      tags,
      summary: 'To whom work of your programs can be given',
      responses: answers(pageOf(colleagueSchema, 'ColleaguePage'), 'all of them'),
    }),
    async c => c.json(await listColleagues(store, c.get('programs')), 200),
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/accounts',
      tags,
      summary: 'Add an account; with a password, its person chooses another at the first sign-in',
      request: { body: jsonBody(accountInput) },
      responses: answers(accountSchema, 'the account', [409, 413, 415]),
    }),
    async c => {
      const input = c.req.valid('json');
      refuseGivingMore(c, permissionsOf(input.roles), 'roles');
      const id = await addAccount({ store, actor: c.get('actor'), at: clock.now() }, input);
      return c.json(accountBody(await fetchAccount(store, store.reader, id)), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'patch',
      path: '/accounts/{id}',
      tags,
      summary: 'Change roles, programs or password, disable or enable; the person is signed out',
      request: { params: idParam, body: jsonBody(accountChange) },
      responses: answers(accountSchema, 'the account as it is now', [404, 409, 413, 415, 422]),
    }),
    async c => {
      const { id } = c.req.valid('param');
      const input = c.req.valid('json');
      const { roles: held } = await fetchAccount(store, store.reader, id);
      refuseGivingMore(c, permissionsOf([...held, ...(input.roles ?? [])]), 'roles');
      await changeAccount({ store, actor: c.get('actor'), at: clock.now() }, id, input);
      return c.json(accountBody(await fetchAccount(store, store.reader, id)), 200);
    },
  );
};

export const tokenRoutes = (api: Router, { store, clock }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/tokens',
      tags,
      summary: 'Tokens of machines, also those that are over; never the tokens themselves',
      responses: answers(pageOf(tokenSchema, 'TokenPage'), 'all of them'),
    }),
    async c => c.json(await listTokens(store), 200),
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/tokens',
      tags,
      summary: 'Issue a token to a machine; it is told once',
      request: { body: jsonBody(tokenInput) },
      responses: answers(issuedTokenSchema, 'the token', [413, 415]),
    }),
    async c => {
      const input = c.req.valid('json');
      refuseGivingMore(c, input.scopes, 'scopes');
      return c.json(await issueToken({ store, actor: c.get('actor'), at: clock.now() }, input), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'delete',
      path: '/tokens/{id}',
      tags,
      summary: 'Revoke a token: it opens nothing from now on',
      request: { params: idParam },
      responses: answers(z.object({}), 'revoked', [404]),
    }),
    async c => {
      await revokeToken({ store, actor: c.get('actor'), at: clock.now() }, c.req.valid('param').id);
      return c.json({}, 200);
    },
  );
};
