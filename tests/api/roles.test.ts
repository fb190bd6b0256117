import { describe, expect, test } from 'vitest';
import { routeRules } from '../../src/api/permissions.ts';
import { permissionsOf, type Role, roleNames } from '../../src/domain/role.ts';
import { expectProblem, type TestApp, testApp } from './app.ts';
import { person } from './sign-in.ts';

type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> };

const routesOf = async (app: TestApp): Promise<string[]> => {
  const { paths } = await app.get<Document>('/api/v1/openapi.json');
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
  );
};

/** Served, but described nowhere: the description itself, and what exists only with an identity provider. */
const undescribed = ['GET /openapi.json', 'GET /oidc/start', 'GET /oidc/callback'];

const csv = ['/roster', '/encounters', '/conditions'];

const requestOf = (route: string) => {
  const [method = 'GET', template = ''] = route.split(' ');
  const path = template.replace(/\{\w+\}/g, 'none_such');
  const type = csv.includes(template) ? 'text/csv' : 'application/json';
  return { path, init: { method, type, text: csv.includes(template) ? 'x' : '{}' } };
};

const isRefused = async (response: Response): Promise<boolean> => {
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await response.body?.cancel();
    return false;
  }
  const { code } = (await response.json()) as { code?: string };
  return response.status === 403 && code === 'not-permitted';
};

describe('the table of permissions', () => {
  test('names every route there is, and no other', async () => {
    const app = await testApp({ patients: 0 });
    expect(Object.keys(routeRules).sort()).toEqual([...(await routesOf(app)), ...undescribed].sort());
  });
});

describe('every route', () => {
  test('401: to nobody, but for those that anybody may call', async () => {
    const app = await testApp({ patients: 0 });
    for (const [route, rule] of Object.entries(routeRules)) {
      if (rule === 'anybody') continue;
      const { path, init } = requestOf(route);
      const response = await app.request(`/api/v1${path}`, { ...init, actor: null });
      const expected = { status: 401, code: 'signed-out', field: 'Authorization' };
      await expectProblem(response, expected);
    }
  });

  test.each(roleNames)('403 exactly where the role %s holds no permission for it', async (role: Role) => {
    const app = await testApp({ patients: 0 });
    const call = await person(app, 'someone', [role]);
    const held = permissionsOf([role]);
    for (const [route, rule] of Object.entries(routeRules)) {
      if (rule === 'anybody' || rule === 'signed-in') continue;
      const { path, init } = requestOf(route);
      const mayCall = rule.needs.some(permission => held.has(permission));
      expect(await isRefused(await call(path, init)), `${role}: ${route}`).toBe(!mayCall);
    }
  });
});

test('no role may act in the name of others', () => {
  for (const role of roleNames) expect(permissionsOf([role]).has('act-for'), role).toBe(false);
});
