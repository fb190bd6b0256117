import { describe, expect, test } from 'vitest';
import { expectProblem, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const route = { method: 'POST', path: '/api/v1/worklist/wli_none/provider-answered', body: {} } as const;

describe('POST /worklist/{id}/provider-answered', () => {
  test('200: the wait is over; the answer is a note', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    await app.act(id, 'await-provider', { what: 'halve the ramipril?' });
    expect(await app.act(id, 'provider-answered', { answer: 'yes, from tonight', version: 2 })).toMatchObject(
      {
        version: 3,
        awaitingProviderSince: null,
        awaitingProviderFor: null,
        notes: [{}, { text: 'The provider answered: yes, from tonight' }],
        undo: { verb: 'provider-answered' },
      },
    );
  });

  test('200: what was answered need not be said', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    await app.act(id, 'await-provider', { what: 'halve the ramipril?' });
    const { notes } = await app.act(id, 'provider-answered');
    expect(notes).toHaveLength(1);
  });

  test.each([
    [undefined, 'answered', 'The provider answered: yes'],
    ['approved', 'approved', 'The provider answered: yes'],
    ['withdrawn', 'withdrawn', 'No longer asked of the provider: yes'],
  ])('200: with the decision %s the request ends as %s', async (decision, ends, note) => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    const before = await app.act(id, 'await-provider', { what: 'x' });
    const { notes } = await app.act(id, 'provider-answered', {
      answer: 'yes',
      ...(decision && { decision }),
    });
    expect(notes.at(-1)?.text).toBe(note);
    const { store } = app.running();
    const read = () => store.reader.select().from(store.t.providerRequest);
    expect(await read()).toMatchObject([
      { decision: ends, answer: 'yes', answeredBy: 'Ana Ruiz', version: 2 },
    ]);
    const item = await app.act(id, 'undo');
    expect(item.awaitingProvider).toEqual({ ...before.awaitingProvider, version: 3 });
    expect(await read()).toMatchObject([{ decision: null, answer: null, answeredAt: null }]);
  });

  test.each([
    ['a decision that is none', { decision: 'maybe' }, 'decision'],
    ['an answer of more than 4,000 characters', { answer: 'x'.repeat(4_001) }, 'answer'],
    ['an answer that is no text', { answer: true }, 'answer'],
  ])('400: %s', async (_, body, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'provider-answered', body), {
      status: 400,
      code: 'bad-request',
      field,
    });
  });

  test('404: an item nobody has', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'provider-answered', {}), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });

  test('409: the item is not as it was seen, or is closed', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const item = await app.openItem(1);
    await app.act(item.id, 'note', { text: 'on it' }, 'Bo Chen');
    const conflict = { status: 409, code: 'conflict', field: null };
    const stale = await app.verb(item.id, 'provider-answered', { ...{}, version: item.version });
    const problem = await expectProblem(stale, conflict);
    expect(problem.detail).toMatch(/^Bo Chen wrote a note on this item/);
    expect(problem.conflict).toEqual({ by: 'Bo Chen', at: '2026-11-23T12:01:00.000Z', state: 'open' });
    await app.close(item, {}, 'Bo Chen');
    const closed = await expectProblem(await app.verb(item.id, 'provider-answered', {}), conflict);
    expect(closed.conflict).toMatchObject({ by: 'Bo Chen', state: 'closed' });
  });

  test('422: the item does not wait for the provider', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    await expectProblem(await app.verb(id, 'provider-answered'), {
      status: 422,
      code: 'not-allowed-now',
      field: 'awaitingProviderSince',
    });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
