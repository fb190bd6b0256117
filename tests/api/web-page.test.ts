import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createApi } from '../../src/api/server.ts';
import { tempFolder } from '../support/store.ts';
import { call, expectProblem, testApp } from './app.ts';

const withPage = async () => {
  const webFolder = tempFolder();
  writeFileSync(join(webFolder, 'index.html'), '<!doctype html><title>Worklist</title>');
  const app = await testApp({ patients: 0 });
  return createApi({ ...app.apiDeps(), webFolder });
};

describe('the built web page', () => {
  test('200: is served at the root, and no other site may frame it', async () => {
    const response = await call(await withPage(), '/');
    expect(await response.text()).toContain('Worklist');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  test('200: is sent compressed to whoever can take it so', async () => {
    const webFolder = tempFolder();
    writeFileSync(join(webFolder, 'app.js'), 'export const words = "again";\n'.repeat(200));
    const app = await testApp({ patients: 0 });
    const api = createApi({ ...app.apiDeps(), webFolder });
    const sent = await call(api, '/app.js', { headers: { 'accept-encoding': 'gzip' } });
    expect(sent.headers.get('content-encoding')).toBe('gzip');
    expect((await call(api, '/app.js')).headers.get('content-encoding')).toBeNull();
  });

  test('404: never answers for a route of the API that does not exist', async () => {
    const response = await call(await withPage(), '/api/v1/nowhere');
    await expectProblem(response, { status: 404, code: 'not-found', field: 'path' });
  });

  test('404: nothing outside its folder is served', async () => {
    const response = await call(await withPage(), '/..%2f..%2fetc%2fpasswd');
    expect(response.status).toBe(404);
  });
});
