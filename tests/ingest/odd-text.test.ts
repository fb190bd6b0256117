import { describe, expect, test } from 'vitest';
import { holdsEscapes, keepable } from '../../src/ingest/keepable.ts';
import { type TestApp, testApp } from '../api/app.ts';

const nul = '\u0000';
const half = '\ud800';

describe('what no store of either kind must be asked to keep', () => {
  test.each([
    ['NUL', `a${nul}b`, 'a\uFFFDb'],
    ['half a pair', `a${half}`, 'a\uFFFD'],
    ['a whole pair', 'a\u{1F600}', 'a\u{1F600}'],
  ])('%s', (_, text, kept) => {
    expect(keepable(text)).toBe(kept);
    expect(keepable({ [text]: [text, 1, null, true] })).toEqual({ [kept]: [kept, 1, null, true] });
  });

  test('can only come as an escape', () => {
    expect(holdsEscapes(Buffer.from(JSON.stringify({ a: nul })))).toBe(true);
    expect(holdsEscapes(Buffer.from(JSON.stringify({ a: half })))).toBe(true);
    expect(holdsEscapes(Buffer.from('{"a":"\u{1F600} é"}'))).toBe(false);
  });
});

/** Where devices may write what they like. */
const messages: readonly (readonly [string, (app: TestApp, odd: string) => Promise<unknown>, string])[] = [
  [
    'a meal',
    (app, odd) => app.send('meter-1', 'glucose', { value: 250, unit: 'mg/dL', meal: odd }),
    'stored',
  ],
  [
    'a slot',
    (app, odd) =>
      app.send('cuff-1', 'blood-pressure', { systolic: 120, diastolic: 80, unit: 'mm[Hg]', slot: odd }),
    'stored',
  ],
  [
    'a number of its own',
    (app, odd) => app.send('scale-1', 'weight', { value: 80, unit: 'kg', seq: odd }),
    'stored',
  ],
  ['a status', (app, odd) => app.send('cuff-1', 'status', { battery: 50, note: { [odd]: odd } }), 'status'],
];

describe.each([
  ['NUL', `odd${nul}`],
  ['half a pair', `odd${half}`],
])('a message with %s in it is kept all the same', (_, odd) => {
  test.each(messages)('%s', async (_name, send, is) => {
    const app = await testApp({ patients: 1 });
    expect(await send(app, odd)).toMatchObject({ outcome: is });
  });

  test('a rejected one, with its topic', async () => {
    const app = await testApp({ patients: 1 });
    const response = await app.post('/api/v1/ingest/native', {
      topic: `vigil/v1/${odd}/weight`,
      payload: odd,
    });
    expect(response.status).toBe(422);
    const rejected = await app.get<{ items: unknown[] }>('/api/v1/rejected');
    expect(rejected.items).toMatchObject([{ topic: 'vigil/v1/odd\uFFFD/weight' }]);
  });
});

test('a status that is nested too deeply for the store is answered', async () => {
  const app = await testApp({ patients: 1 });
  const log = JSON.parse(`${'['.repeat(1_900)}${']'.repeat(1_900)}`);
  const { outcome } = await app.send('cuff-1', 'status', { battery: 50, log });
  expect(['status', 'rejected']).toContain(outcome);
});
