import { describe, expect, test } from 'vitest';
import { type EventKind, eventKinds } from '../../src/domain/event.ts';
import { testApp } from './app.ts';

type Operation = {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: unknown }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
};
type Document = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly webhooks: Readonly<Record<string, { readonly post?: Operation }>>;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: object }>> };
};

const operations = async () => {
  const app = await testApp({ patients: 0 });
  const { paths } = await app.get<Document>('/api/v1/openapi.json');
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
  );
};

describe('GET /openapi.json', () => {
  test('200: an OpenAPI 3.1 document; that it names every route is checked against the table of permissions', async () => {
    const app = await testApp({ patients: 0 });
    expect((await app.get<Document>('/api/v1/openapi.json')).openapi).toBe('3.1.0');
    expect((await operations()).length).toBeGreaterThan(100);
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
    const changing = (await operations()).filter(({ name }) => /^(post|put|patch) /.test(name));
    for (const { name, operation } of changing) {
      expect(Object.keys(operation.responses), name).toEqual(expect.arrayContaining(['413', '415']));
    }
  });

  test('200: every kind of event is documented, with its payload and the headers that sign it', async () => {
    const app = await testApp({ patients: 0 });
    const { webhooks, components } = await app.get<Document>('/api/v1/openapi.json');
    expect(Object.keys(webhooks).sort()).toEqual(Object.keys(eventKinds).sort());
    for (const [kind, { post }] of Object.entries(webhooks)) {
      expect(post?.summary, kind).toContain(eventKinds[kind as EventKind]);
      expect(post?.parameters?.map(parameter => parameter.name)).toEqual([
        'webhook-id',
        'webhook-timestamp',
        'webhook-signature',
      ]);
      expect(post?.requestBody?.content['application/json']?.schema).toEqual({
        $ref: '#/components/schemas/Event',
      });
    }
    expect(Object.keys(components.schemas.Event?.properties ?? {})).toEqual([
      'id',
      'kind',
      'at',
      'patientId',
      'itemId',
      'subjectId',
    ]);
  });

  test('200: the feed names every kind of event in words', async () => {
    const events = (await operations()).find(({ name }) => name === 'get /api/v1/events')?.operation;
    for (const [kind, when] of Object.entries(eventKinds)) {
      expect(events?.description).toContain(`\`${kind}\`: ${when}`);
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

  test('200: it lists the fields of a body and, behind its name, those of an answer', async () => {
    const app = await testApp({ patients: 0 });
    const page = await (await app.request('/docs')).text();
    const plain = page.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');
    const added = plain.slice(plain.indexOf('POST /api/v1/webhooks Deliver events'));
    expect(added.slice(0, 1_000)).toMatch(
      /Body ?application\/json object url string kinds list of worklist-item\.opened \|/,
    );
    expect(page.includes('<a href="#WorklistItem">WorklistItem</a>')).toBe(true);
    expect(page.includes('<section id="WorklistItem">')).toBe(true);
    expect(plain.includes('resolved boolean: its worst alerts have ended; they wait for review')).toBe(true);
  });

  test('200: it lists every kind of event', async () => {
    const app = await testApp({ patients: 0 });
    const page = await (await app.request('/docs')).text();
    const missing = Object.keys(eventKinds).filter(kind => !page.includes(`<code>${kind}</code>`));
    expect(missing).toEqual([]);
  });

  test('200: every link within the page leads somewhere', async () => {
    const app = await testApp({ patients: 0 });
    const page = await (await app.request('/docs')).text();
    const ids = new Set([...page.matchAll(/\sid="([^"]+)"/g)].map(match => match[1]));
    const lost = [...page.matchAll(/href="#([^"]+)"/g)].map(match => match[1]).filter(id => !ids.has(id));
    expect(lost).toEqual([]);
  });
});
