import { describe, expect, test } from 'vitest';
import { testApp } from './app.ts';

type Operation = {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
};
type Document = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

const operations = async () => {
  const app = await testApp({ patients: 0 });
  const { paths } = await app.get<Document>('/api/v1/openapi.json');
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
  );
};

describe('GET /openapi.json', () => {
  test('200: an OpenAPI 3.1 document of every route', async () => {
    const app = await testApp({ patients: 0 });
    expect((await app.get<Document>('/api/v1/openapi.json')).openapi).toBe('3.1.0');
    expect((await operations()).map(o => o.name).sort()).toEqual(
      [
        'get /api/v1/alerts',
        'get /api/v1/devices',
        'get /api/v1/devices/{id}',
        'get /api/v1/events',
        'get /api/v1/patients',
        'get /api/v1/patients/{id}',
        'get /api/v1/patients/{id}/alerts',
        'get /api/v1/patients/{id}/readings',
        'get /api/v1/patients/{id}/rollups',
        'get /api/v1/programs',
        'get /api/v1/rejected',
        'get /api/v1/rules',
        'get /api/v1/unowned-readings',
        'get /api/v1/worklist',
        'get /api/v1/worklist/{id}',
        'post /api/v1/ingest/native',
        'post /api/v1/patients/search',
        'post /api/v1/roster',
        'post /api/v1/worklist/{id}/acknowledge',
        'post /api/v1/worklist/{id}/close',
        'post /api/v1/worklist/{id}/note',
        'put /api/v1/programs/{id}',
      ].sort(),
    );
  });

  test('200: every route has a summary, a tag and an answer', async () => {
    for (const { name, operation } of await operations()) {
      expect(operation.summary, name).toBeTruthy();
      expect(operation.tags, name).toHaveLength(1);
      expect(operation.responses, name).toHaveProperty('200');
    }
  });

  test('200: every route lists the problem it answers a bad request with', async () => {
    for (const { name, operation } of await operations()) {
      expect(operation.responses['400']?.content, name).toHaveProperty('application/problem+json');
    }
  });

  test('200: every route that changes something lists a body too big and a content type not understood', async () => {
    const changing = (await operations()).filter(({ name }) => !name.startsWith('get '));
    for (const { name, operation } of changing) {
      expect(Object.keys(operation.responses), name).toEqual(expect.arrayContaining(['413', '415']));
    }
  });
});

describe('GET /docs', () => {
  test('200: one page for people that names every route and loads nothing from elsewhere', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/docs');
    const page = await response.text();
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(page).toContain('/api/v1/worklist/{id}/acknowledge');
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  });
});
