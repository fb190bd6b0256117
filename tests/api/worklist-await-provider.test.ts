import { describe, expect, test } from 'vitest';
import { expectProblem, reviewsFor, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const route = {
  method: 'POST',
  path: '/api/v1/worklist/wli_none/await-provider',
  body: { what: 'more furosemide?' },
} as const;

describe('POST /worklist/{id}/await-provider', () => {
  test('200: says since when and for what the item waits', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    expect(await app.act(id, 'await-provider', { what: 'halve the ramipril?', version: 1 })).toMatchObject({
      version: 2,
      state: 'open',
      awaitingProviderSince: '2026-11-23T12:01:00.000Z',
      awaitingProviderFor: 'halve the ramipril?',
      notes: [{ text: 'Asked the provider: halve the ramipril?' }],
      undo: { verb: 'await-provider' },
    });
  });

  test('200: asked again before an answer, it waits since the first time', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    await app.act(id, 'await-provider', { what: 'halve the ramipril?' });
    await app.setTime(app.clock.now() + 3_600_000);
    expect(await app.act(id, 'await-provider', { what: 'stop it?' })).toMatchObject({
      awaitingProviderSince: '2026-11-23T12:01:00.000Z',
      awaitingProviderFor: 'stop it?',
    });
  });

  test('200: it stops nothing: a new alert comes, and the wait goes on', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    await app.act(id, 'await-provider', { what: 'halve the ramipril?' });
    await app.glucose(1, 50);
    const item = await app.openItem(1);
    expect(item.alerts).toHaveLength(2);
    expect(item).toMatchObject({ id, awaitingProviderFor: 'halve the ramipril?' });
  });

  test('200: keeps of which kind it is, whom it asks, and by when; without a word as usual', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    expect(await app.act(id, 'await-provider', { what: 'x' })).toMatchObject({
      awaitingProvider: {
        kind: 'advice',
        provider: null,
        due: '2026-11-23T16:01:00.000Z',
        overdue: false,
        for: 'x',
        version: 1,
      },
    });
    const asked = { what: 'y', kind: 'order', provider: 'Dr Chen', dueAt: '2026-11-24T09:00:00Z' };
    expect(await app.act(id, 'await-provider', asked)).toMatchObject({
      awaitingProvider: {
        kind: 'order',
        provider: 'Dr Chen',
        since: '2026-11-23T12:01:00.000Z',
        due: '2026-11-24T09:00:00.000Z',
      },
    });
  });

  test('200: taken back, what was asked before waits again, and nothing else', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    const requests = async () => {
      const { store } = app.running();
      const rows = await store.reader.select().from(store.t.providerRequest);
      return rows.map(({ asked, decision }) => [asked, decision]);
    };
    const first = await app.act(id, 'await-provider', { what: 'first' });
    await app.act(id, 'await-provider', { what: 'second' });
    expect(await requests()).toEqual([
      ['first', 'replaced'],
      ['second', null],
    ]);
    const item = await app.act(id, 'undo');
    expect(item.awaitingProvider).toEqual({ ...first.awaitingProvider, version: 3 });
    expect(await requests()).toEqual([['first', null]]);
    const told = (await app.outbox()).filter(event => event.kind === 'provider-request.changed');
    const [one, two] = told.map(event => event.subjectId);
    expect(told.map(event => event.subjectId)).toEqual([one, two, two, one]);
  });

  test('422: the item cannot be closed before the provider has answered, or need not', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    await app.act(id, 'await-provider', { what: 'x' });
    const reviews = reviewsFor(await app.item(id));
    await expectProblem(await app.verb(id, 'close', { reviews }), {
      status: 422,
      code: 'not-allowed-now',
      field: 'awaitingProvider',
    });
    await app.act(id, 'provider-answered', { decision: 'withdrawn' });
    expect(await app.act(id, 'close', { reviews })).toMatchObject({
      state: 'closed',
      awaitingProvider: null,
    });
  });

  test.each([
    ['a kind that is none', { what: 'x', kind: 'favour' }, 'kind'],
    ['a time that is past', { what: 'x', dueAt: '2026-11-23T11:00:00Z' }, 'dueAt'],
    ['a provider without a name', { what: 'x', provider: ' ' }, 'provider'],
  ])('400: %s', async (_, body, field) => {
    const app = await testApp();
    await app.pressure(1, 85);
    const { id } = await app.openItem(1);
    await expectProblem(await app.verb(id, 'await-provider', body), {
      status: 400,
      code: 'bad-request',
      field,
    });
  });

  test.each([
    ['nothing asked', {}, 'what'],
    ['an empty question', { what: ' ' }, 'what'],
    ['more than 1,000 characters', { what: 'x'.repeat(1_001) }, 'what'],
  ])('400: %s', async (_, body, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'await-provider', body), {
      status: 400,
      code: 'bad-request',
      field,
    });
  });

  test('404: an item nobody has', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'await-provider', { what: 'x' }), {
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
    const stale = await app.verb(item.id, 'await-provider', { ...{ what: 'x' }, version: item.version });
    const problem = await expectProblem(stale, conflict);
    expect(problem.detail).toMatch(/^Bo Chen wrote a note on this item/);
    expect(problem.conflict).toEqual({ by: 'Bo Chen', at: '2026-11-23T12:01:00.000Z', state: 'open' });
    await app.close(item, {}, 'Bo Chen');
    const closed = await expectProblem(await app.verb(item.id, 'await-provider', { what: 'x' }), conflict);
    expect(closed.conflict).toMatchObject({ by: 'Bo Chen', state: 'closed' });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
