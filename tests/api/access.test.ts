import { describe, expect, test } from 'vitest';
import { showsIdsOnly, takePatients } from '../../src/api/patient-reads.ts';
import type { AccessEntryBody } from '../../src/contract/audit.ts';
import { expectProblem, type TestApp, testApp, walk } from './app.ts';

type Page = { items: AccessEntryBody[]; next: string | null };

const reads = async (app: TestApp, query = '') => {
  await app.running().accessLog.flush();
  return (await app.get<Page>(`/api/v1/access?limit=1000${query}`)).items;
};
/** What reading by `path` adds to the log: route and site id of each patient shown. */
const readingBy = async (app: TestApp, path: string, init = {}) => {
  const people = new Map<string, string>();
  for (const n of [1, 2]) people.set((await app.patient(n)).id, `P${n}`);
  const before = new Set((await reads(app)).map(entry => entry.id));
  const response = await app.request(path, init);
  const fresh = (await reads(app)).filter(entry => !before.has(entry.id));
  return {
    response,
    entries: fresh,
    told: fresh.map(entry => `${entry.action} ${people.get(entry.patientId)}`).sort(),
  };
};
const onTheWorklist = async () => {
  const app = await testApp();
  await app.pressure(1, 75);
  await app.pressure(2, 75);
  await app.send('shared', 'blood-pressure', { systolic: 121, diastolic: 80, unit: 'mm[Hg]' });
  return { app, item: (await app.worklist('?limit=1')).items[0] };
};
const by = (actor: string) => ({ headers: { 'vigil-actor': encodeURIComponent(actor) } });

describe('a read', () => {
  test.each([
    ['/worklist', ['GET /worklist P1', 'GET /worklist P2']],
    ['/patients', ['GET /patients P1', 'GET /patients P2']],
    ['/patients?limit=1', ['GET /patients P1']],
    ['/patients/P1', ['GET /patients/{id} P1']],
    ['/patients/P2/readings?kind=weight', ['GET /patients/{id}/readings P2']],
    ['/patients/P1/rollups?kind=weight', ['GET /patients/{id}/rollups P1']],
    ['/patients/P2/alerts', ['GET /patients/{id}/alerts P2']],
    ['/alerts', ['GET /alerts P1', 'GET /alerts P2']],
    ['/unowned-readings', ['GET /unowned-readings P1', 'GET /unowned-readings P2']],
  ])('GET %s is logged by route, for each patient that it shows', async (path, expected) => {
    const { app } = await onTheWorklist();
    const { response, told, entries } = await readingBy(app, `/api/v1${path}`, by('Zoë Ruiz'));
    expect(response.status).toBe(200);
    expect(told).toEqual(expected);
    for (const entry of entries) {
      expect(entry).toMatchObject({
        actor: 'person:Zoë Ruiz',
        requestId: response.headers.get('x-request-id'),
        at: '2026-11-23T12:02:00.000Z',
      });
    }
  });

  test('of one worklist item is logged for its patient', async () => {
    const { app, item } = await onTheWorklist();
    const { told } = await readingBy(app, `/api/v1/worklist/${item?.id}`, by('Bo Chen'));
    expect(told).toEqual([`GET /worklist/{id} ${item?.patient.siteId}`]);
  });

  test('of a suspect reading is logged for its patient', async () => {
    const { app } = await onTheWorklist();
    await app.pressure(1, 400);
    const { told } = await readingBy(app, '/api/v1/suspect-readings', by('Bo Chen'));
    expect(told).toEqual(['GET /suspect-readings P1']);
  });

  test('of the ranking by risk is logged for each patient ranked', async () => {
    const { app } = await onTheWorklist();
    const { told } = await readingBy(app, '/api/v1/risk?program=heart-failure', by('Bo Chen'));
    expect(told).toEqual(['GET /risk P1', 'GET /risk P2']);
  });

  test('by searching is logged for each patient found, and what was searched for is not', async () => {
    const { app } = await onTheWorklist();
    const search = { method: 'POST', body: { q: 'quillfeather' }, actor: 'Bo Chen' };
    const { told, entries } = await readingBy(app, '/api/v1/patients/search', search);
    expect(told).toEqual(['POST /patients/search P1', 'POST /patients/search P2']);
    expect(entries.map(entry => entry.actor)).toEqual(['person:Bo Chen', 'person:Bo Chen']);
    expect(JSON.stringify(entries)).not.toMatch(/quillfeather/i);
  });

  test.each(['/patients/P9', '/patients/P1/readings?from=never', '/worklist/wli_none'])(
    'that is refused is not logged: %s',
    async path => {
      const { app } = await onTheWorklist();
      const { response, told } = await readingBy(app, `/api/v1${path}`);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(told).toEqual([]);
    },
  );

  test.each(['/devices', '/programs', '/rules', '/audit', '/access'])(
    'GET %s shows nothing of a patient and is not logged',
    async path => {
      const { app } = await onTheWorklist();
      expect((await readingBy(app, `/api/v1${path}`)).told).toEqual([]);
    },
  );

  test('that is repeated each minute counts once in a quarter of an hour', async () => {
    const { app } = await onTheWorklist();
    const first = app.clock.now();
    for (let minute = 0; minute < 20; minute++) {
      app.clock.set(first + minute * 60_000);
      await app.request('/api/v1/worklist', by('Bo Chen'));
    }
    const bos = (await reads(app)).filter(entry => entry.actor === 'person:Bo Chen');
    expect(bos.map(entry => (Date.parse(entry.at) - first) / 60_000)).toEqual([15, 15, 0, 0]);
  });

  test('is durable once the service stopped', async () => {
    const { app } = await onTheWorklist();
    await app.request('/api/v1/patients/P1', by('Bo Chen'));
    await app.restart();
    expect((await reads(app)).some(entry => entry.actor === 'person:Bo Chen')).toBe(true);
  });
});

describe('GET /access', () => {
  test('200: of one patient, by either id, newest first', async () => {
    const { app } = await onTheWorklist();
    await app.request('/api/v1/patients/P1', by('Bo Chen'));
    await app.setTime(app.clock.now() + 1);
    await app.request('/api/v1/patients/P1', by('Cy Diaz'));
    const { id } = await app.patient(1);
    const ofP1 = await reads(app, `&patient=${id}`);
    expect(await reads(app, '&patient=P1')).toEqual(ofP1);
    expect(new Set(ofP1.map(entry => entry.patientId))).toEqual(new Set([id]));
    const named = ofP1.map(entry => entry.actor).filter(actor => actor !== 'machine:operator');
    expect(named).toEqual(['person:Cy Diaz', 'person:Bo Chen']);
  });

  test('200: page by page each read comes once', async () => {
    const { app } = await onTheWorklist();
    const all = (await reads(app)).map(entry => entry.id);
    expect((await walk<AccessEntryBody>(app, '/api/v1/access', 2)).map(entry => entry.id)).toEqual(all);
  });

  test('400: a cursor of another list', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request('/api/v1/access?cursor=abc'), {
      status: 400,
      code: 'bad-request',
      field: 'cursor',
    });
  });

  test('404: a patient nobody has', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request('/api/v1/access?patient=P9'), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });
});

type Schema = { readonly [key: string]: unknown };
type Operation = {
  readonly parameters?: readonly { readonly name: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
};
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

const ofPatients =
  /^(patientId|patientIds|patientSiteId|fromPatientId|toPatientId|patient|patients|candidates|family)$/;

/** Whether an answer may hold a patient's id or data, at any depth. */
const showsPatients = (document: Document, part: unknown, seen = new Set<string>()): boolean => {
  if (typeof part !== 'object' || part === null) return false;
  return Object.entries(part).some(([key, value]) => {
    if (key === 'properties' && Object.keys(value as Schema).some(name => ofPatients.test(name))) return true;
    if (key !== '$ref') return showsPatients(document, value, seen);
    const name = String(value).split('/').at(-1) ?? '';
    if (seen.has(name)) return false;
    seen.add(name);
    return showsPatients(document, document.components.schemas[name], seen);
  });
};

/** Whoever changes something is audited with the change. */
const isAudited = (method: string, path: string): boolean => method !== 'get' && !path.endsWith('/search');

describe('every route', () => {
  test('that shows patients is logged, or shows ids only', async () => {
    const app = await testApp({ patients: 0 });
    const document = await app.get<Document>('/api/v1/openapi.json');
    const showing = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(
          ([method, operation]) =>
            !isAudited(method, path) && showsPatients(document, operation.responses['200']),
        )
        .map(([method]) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
    );
    expect(showing).toContain('GET /worklist/{id}');
    const unlogged = showing.filter(
      route => takePatients(route) === undefined && !showsIdsOnly.includes(route),
    );
    expect(unlogged).toEqual([]);
  });
});
