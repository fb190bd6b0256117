import { describe, expect, test } from 'vitest';
import type { TimelineEntryBody } from '../../src/contract/timeline.ts';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { expectProblem, iso, type TestApp, testApp } from './app.ts';

const path = '/api/v1/patients/P1/timeline';
type Page = { items: TimelineEntryBody[]; next: string | null };

const page = (app: TestApp, query = '?limit=200') => app.get<Page>(path + query);
const sent = async (app: TestApp, at: string, body: unknown, method = 'POST') => {
  const response = await app.request(at, { method, body });
  expect(response.status, await response.clone().text()).toBe(200);
};

/** A low pressure, and all that people do about it within one minute: many things of one instant. */
const eventful = async () => {
  const app = await testApp();
  await app.pressure(1, 75);
  const item = await app.openItem(1);
  await app.act(item.id, 'acknowledge', { version: item.version });
  await app.act(item.id, 'note', { text: 'called, will sit down' });
  await sent(app, '/api/v1/patients/P1/contacts', { who: 'patient', channel: 'phone', reached: true });
  await sent(app, '/api/v1/patients/P1/medications', { name: 'Furosemide', dose: '40 mg' });
  await sent(app, '/api/v1/patients/P1/problems', { system: 'icd10', code: 'I50.9' });
  await sent(app, '/api/v1/patients/P1/limits', {
    ...{ key: 'limits.severeSystolicMmHg', value: 190, why: 'agreed' },
    until: iso(app.clock.now() + dayMs),
  });
  await sent(
    app,
    '/api/v1/patients/P1',
    { dryWeightKg: 70, ifUpdatedAt: (await app.patient(1)).updatedAt },
    'PATCH',
  );
  await sent(app, '/api/v1/patients/P1/minutes', {
    ...{ startedAt: iso(app.clock.now() - hourMs), seconds: 600, activity: 'call', interactive: true },
    note: 'about pills',
  });
  await app.close(await app.openItem(1));
  return app;
};

describe('GET /patients/{id}/timeline', () => {
  test('200: all that happened, newest first, with who did it', async () => {
    const app = await eventful();
    const { items, next } = await page(app);
    expect(next).toBeNull();
    const times = items.map(entry => entry.at);
    expect(times).toEqual(times.toSorted().reverse());
    const told = items.map(({ kind, title, detail, by }) => [kind, title, detail, by].join(' | '));
    expect(told).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^alert \| Low blood pressure: urgent \| .*75.* \| $/),
        'deed | Acknowledged the item |  | Ana Ruiz',
        'deed | Closed the item | Low blood pressure: true, advised patient | Ana Ruiz',
        'note | Note | called, will sit down | Ana Ruiz',
        'contact | Reached the patient by phone (attempt 1) |  | Ana Ruiz',
        'medication | Medication on file | Furosemide 40 mg | Ana Ruiz',
        'problem | Diagnosis on file | I509 (icd10) | Ana Ruiz',
        'limits | Own setting: limits.severeSystolicMmHg 190 | agreed | Ana Ruiz',
        'details | Details changed | dryWeightKg | Ana Ruiz',
        'minutes | 10 min of call, with the patient (not approved yet) | about pills | Ana Ruiz',
      ]),
    );
    expect(items.filter(entry => entry.kind === 'deed')).toHaveLength(2);
  });

  test('200: nothing is told twice or left out between pages, also of one instant', async () => {
    const app = await eventful();
    const whole = (await page(app)).items;
    expect(whole.length).toBeGreaterThan(9);
    for (const limit of [1, 2, 5]) {
      const all: TimelineEntryBody[] = [];
      let before = '';
      do {
        const { items, next } = await page(app, `?limit=${limit}${before}`);
        all.push(...items);
        before = next === null ? '' : `&before=${next}`;
      } while (before !== '');
      expect(all).toEqual(whole);
    }
  });

  test('200: only the kinds asked for', async () => {
    const app = await eventful();
    const { items } = await page(app, '?kinds=note,contact');
    expect(new Set(items.map(entry => entry.kind))).toEqual(new Set(['note', 'contact']));
  });

  test('200: what lies ahead is told once it has come', async () => {
    const app = await eventful();
    const over = async () =>
      (await page(app, '?kinds=limits')).items.filter(entry => entry.title.startsWith('Own setting over'));
    expect(await over()).toEqual([]);
    await app.setTime(app.clock.now() + dayMs + minuteMs);
    expect(await over()).toMatchObject([{ detail: 'its time had come', by: null }]);
  });

  test('200: another patient’s stays apart', async () => {
    const app = await eventful();
    const { items } = await app.get<Page>('/api/v1/patients/P2/timeline');
    expect(items.map(entry => entry.kind)).toEqual(['status']);
  });

  test.each([
    ['?kinds=alert,lunch', 'kinds'],
    ['?limit=201', 'limit'],
    ['?before=abc', 'cursor'],
  ])('400: %s', async (query, field) => {
    const app = await testApp();
    await expectProblem(await app.request(path + query), { status: 400, code: 'bad-request', field });
  });

  test('404: no such patient', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(path), { status: 404, code: 'not-found', field: 'id' });
  });
});
