import { describe, expect, test } from 'vitest';
import type { PatientSummaryBody } from '../../src/contract/patients.ts';
import { expectProblem, rosterHeader, testApp, walk } from './app.ts';

const path = '/api/v1/patients';
type Page = { readonly items: readonly PatientSummaryBody[]; readonly next: string | null };

const named = (site: string, family: string, given = 'Annabel', phone = '') =>
  `${site},${family},${given},1948-03-27,female,America/New_York,diabetes,meter-${site},glucose,7,,,${phone}`;

const people = async (...lines: string[]) => {
  const app = await testApp({ patients: 0 });
  await app.importRoster([rosterHeader, ...lines].join('\n'));
  const found = async (q: string) => {
    const response = await app.post(`${path}/search`, { q });
    return ((await response.json()) as Page).items.map(p => p.siteId);
  };
  return { app, found };
};

describe('GET /patients', () => {
  test('200: patients by family and given name, with what a list needs', async () => {
    const { app } = await people(named('B', 'Young', 'Bo'), named('C', 'Adams'), named('A', 'Young', 'Al'));
    const { items, next } = await app.get<Page>(path);
    expect(items.map(p => p.siteId)).toEqual(['C', 'A', 'B']);
    expect(next).toBeNull();
    expect(items[0]).toEqual({
      id: expect.stringMatching(/^pat_/),
      siteId: 'C',
      family: 'Adams',
      given: 'Annabel',
      birthDate: '1948-03-27',
      sex: 'female',
      timeZone: 'America/New_York',
      programId: 'diabetes',
      status: 'learning',
    });
  });

  test('200: pages hold every patient exactly once, namesakes too', async () => {
    const { app } = await people(
      ...Array.from({ length: 23 }, (_, i) => named(`S${i}`, i % 2 ? 'Young' : 'Adams')),
    );
    const items = await walk<PatientSummaryBody>(app, path, 5);
    expect(items).toHaveLength(23);
    expect(new Set(items.map(p => p.id)).size).toBe(23);
  });

  test('200: program keeps its patients only', async () => {
    const app = await testApp();
    expect((await app.get<Page>(`${path}?program=heart-failure`)).items).toHaveLength(2);
    expect((await app.get<Page>(`${path}?program=none`)).items).toEqual([]);
  });

  test.each([
    ['part of a family name, in any case', 'oUn', ['A']],
    ['a given name', 'bella', ['B']],
    ['a site id', 'ward-7', ['ward-7']],
    ['part of a phone number', '0142', ['A']],
    ['nobody', 'zzz', []],
  ])('200: a search finds by %s', async (_, q, expected) => {
    const { found } = await people(
      named('A', 'Young', 'Al', '+1 555 0142'),
      named('B', 'Adams', 'Bella'),
      named('ward-7', 'Stone', 'Cy'),
    );
    expect(await found(q)).toEqual(expected);
  });

  test('200: a search for a wildcard finds nobody, not everybody', async () => {
    const { found } = await people(named('A', 'Young'));
    expect(await found('%')).toEqual([]);
  });

  test('200: a name that begins with an accented letter is found as it is written', async () => {
    const { found } = await people(named('A', 'Álvarez', 'Élodie'));
    expect(await found('Álvarez')).toEqual(['A']);
  });

  test('200: a site id with an underscore is found as it is written', async () => {
    const { found } = await people(named('MRN_1042', 'Young'));
    expect(await found('MRN_1042')).toEqual(['MRN_1042']);
  });

  test.each([
    ['?limit=0', 'limit'],
    ['?limit=1001', 'limit'],
    ['?q=Young', 'q'],
    ['?cursor=e30', 'cursor'],
  ])('400: %s is refused, naming the field %s', async (query, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(`${path}${query}`), { status: 400, code: 'bad-request', field });
  });

  test('421: another host name is not served', async () => {
    const app = await testApp();
    const response = await app.request(path, { headers: { host: 'vigil.example:8080' } });
    await expectProblem(response, { status: 421, code: 'host-not-allowed', field: 'Host' });
  });
});

describe('POST /patients/search', () => {
  test.each([
    ['blanks', '  '],
    ['more than a search box holds', 'x'.repeat(101)],
  ])('400: %s search nothing', async (_, q) => {
    const app = await testApp({ patients: 0 });
    const refused = { status: 400, code: 'bad-request', field: 'q' };
    await expectProblem(await app.post(`${path}/search`, { q }), refused);
  });
});
