import { describe, expect, test } from 'vitest';
import type { ReadingBody } from '../../src/contract/readings.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { expectProblem, iso, start, testApp, walk } from './app.ts';

const path = '/api/v1/patients/P1/readings';
type Page = { readonly items: readonly ReadingBody[]; readonly next: string | null };

describe('GET /patients/{id}/readings', () => {
  test('200: only the fields of its kind, in canonical units, beside what the device sent', async () => {
    const app = await testApp();
    await app.send('cuff-1', 'blood-pressure', {
      measuredAt: '2026-11-23T06:30:00-05:00',
      systolic: 18,
      diastolic: 11,
      unit: 'kPa',
    });
    await app.send('meter-1', 'glucose', { measuredAt: start, value: 'HI', meal: 'fasting' });
    await app.send('scale-1', 'weight', { measuredAt: start + 1, value: 178.2, unit: '[lb_av]' });
    const { items } = await app.get<Page>(path);
    expect(items).toEqual([
      {
        id: expect.any(String),
        kind: 'blood-pressure',
        deviceId: 'cuff-1',
        slot: null,
        measuredAt: '2026-11-23T11:30:00.000Z',
        receivedAt: iso(start),
        mode: 'live',
        flags: [],
        suspect: null,
        version: expect.any(Number),
        systolicMmHg: expect.closeTo(135.0, 1),
        diastolicMmHg: expect.closeTo(82.5, 1),
        pulsePerMin: null,
        sent: { unit: 'kPa', values: { systolic: 18, diastolic: 11, pulse: null } },
      },
      expect.objectContaining({ kind: 'glucose', glucoseMgDl: null, outOfRange: 'HI', meal: 'fasting' }),
      expect.objectContaining({ kind: 'weight', weightKg: expect.closeTo(80.83, 2) }),
    ]);
    expect(items[2]).not.toHaveProperty('systolicMmHg');
  });

  test('200: a suspect reading and one with a wrong clock say so', async () => {
    const app = await testApp();
    await app.send('scale-1', 'weight', { measuredAt: start - 1, value: 400, unit: 'kg' });
    await app.send('cuff-1', 'blood-pressure', {
      measuredAt: 0,
      systolic: 120,
      diastolic: 80,
      unit: 'mm[Hg]',
    });
    const { items } = await app.get<Page>(path);
    expect(items.map(r => [r.suspect, r.flags])).toEqual([
      ['weight 400 kg is outside the plausible 20–300', []],
      [null, ['clock']],
    ]);
  });

  test('200: kind and [from, to) keep what they name', async () => {
    const app = await testApp();
    for (let i = 0; i < 4; i++) await app.glucose(1, 110);
    await app.weight(1, 80);
    const count = async (query: string) => (await app.get<Page>(`${path}?${query}`)).items.length;
    const at = (minutes: number) => encodeURIComponent(iso(start + minutes * minuteMs));
    expect(await count('kind=glucose')).toBe(4);
    expect(await count('kind=blood-pressure')).toBe(0);
    expect(await count(`from=${at(2)}&to=${at(4)}`)).toBe(2);
    expect(await count(`from=${at(2)}&to=${at(2)}`)).toBe(0);
  });

  test('200: pages hold every reading exactly once in measured order, those of one instant too', async () => {
    const app = await testApp();
    for (let i = 0; i < 11; i++) {
      await app.send('meter-1', 'glucose', { measuredAt: start + (i % 3), value: 100 + i, unit: 'mg/dL' });
    }
    const items = await walk<ReadingBody>(app, path, 2);
    expect(new Set(items.map(r => r.id)).size).toBe(11);
    const times = items.map(r => r.measuredAt);
    expect(times).toEqual([...times].sort());
  });

  test.each([
    ['?kind=pulse', 'kind'],
    ['?from=yesterday', 'from'],
    ['?to=2026-11-23T07:00:00', 'to'],
    ['?from=2026-11-24T00:00:00Z&to=2026-11-23T00:00:00Z', 'from'],
    ['?limit=5001', 'limit'],
    ['?cursor=WzFd', 'cursor'],
  ])('400: %s is refused, naming the field %s', async (query, field) => {
    const app = await testApp();
    await expectProblem(await app.request(`${path}${query}`), { status: 400, code: 'bad-request', field });
  });

  test('404: a patient nobody imported', async () => {
    const app = await testApp();
    await expectProblem(await app.request('/api/v1/patients/P99/readings'), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });
});
