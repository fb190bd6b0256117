import { describe, expect, test } from 'vitest';
import { placeOfNul } from '../../src/api/without-nul.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { expectProblem, iso, start, testApp } from './app.ts';

const nul = 'a\u0000b';
const call = { who: 'patient', channel: 'phone', reached: true };

describe('a NUL, which not every store can keep', () => {
  test.each([
    ['in a note', '/patients/P1/contacts', { ...call, note: nul }, 'note'],
    ['in a name', '/patients/P1/medications', { name: nul }, 'name'],
    ['deep in a list', '/worklist/acknowledge', { items: [{ id: nul, version: 1 }] }, 'items.0.id'],
    ['in a key', '/patients/P1/symptoms', { answers: { [nul]: 'some' }, saidBy: 'patient' }, 'answers'],
    ['in the path', '/worklist/x%00y/note', { text: 'x' }, 'path'],
    ['in a query', '/views?a=%00', {}, 'query'],
  ])('400: %s', async (_, path, body, field) => {
    const app = await testApp({ patients: 1 });
    const answer = await app.post(`/api/v1${path}`, body);
    await expectProblem(answer, { status: 400, code: 'bad-request', field });
  });

  test('200: its escape that is written out is a text like any other', async () => {
    const app = await testApp({ patients: 1 });
    expect((await app.post('/api/v1/patients/P1/contacts', { ...call, note: '\\u0000' })).status).toBe(200);
  });

  test('is sought without recursion', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}"x"${']'.repeat(100_000)}`) as unknown;
    expect(placeOfNul(deep)).toBeNull();
  });
});

test.each([
  ['the year 0', '0000-01-01T00:00:00Z'],
  ['the year before last', iso(start - 500 * dayMs)],
])('400: nobody was in hospital since %s', async (_, admittedAt) => {
  const app = await testApp({ patients: 1 });
  const body = { class: 'inpatient', admittedAt, dischargedAt: iso(start - dayMs) };
  const answer = await app.post('/api/v1/patients/P1/discharges', body);
  await expectProblem(answer, { status: 400, code: 'bad-request', field: 'admittedAt' });
});
