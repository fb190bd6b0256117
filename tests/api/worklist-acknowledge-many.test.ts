import { describe, expect, test } from 'vitest';
import type { AcknowledgedManyBody } from '../../src/contract/worklist-many.ts';
import { bodyAs, expectProblem, type TestApp, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';
import { person } from './sign-in.ts';

const path = '/api/v1/worklist/acknowledge';
const route = { method: 'POST', path, body: { items: [{ id: 'wli_none', version: 1 }] } } as const;

const takeUp = async (app: TestApp, items: readonly { id: string; version: number }[]) =>
  bodyAs<AcknowledgedManyBody>(await app.post(path, { items }));

const seen = async (app: TestApp, n: number) => {
  const { id, version } = await app.openItem(n);
  return { id, version };
};

describe('POST /worklist/acknowledge', () => {
  test('200: takes up what it can, and names what it refuses with its reason', async () => {
    const app = await testApp({ patients: 5 });
    for (const n of [1, 2, 4, 5]) await app.pressure(n, 85);
    await app.pressure(3, 75);
    const [one, two, urgent, stale, taken] = await Promise.all([1, 2, 3, 4, 5].map(n => seen(app, n)));
    await app.act(stale?.id ?? '', 'note', { text: 'on it' }, 'Bo Chen');
    const { version } = await app.act(taken?.id ?? '', 'acknowledge', {}, 'Bo Chen');
    const items = [one, two, urgent, stale, { id: taken?.id, version }, { id: 'wli_none', version: 1 }];
    const body = await takeUp(app, items as { id: string; version: number }[]);
    expect(body.acknowledged).toEqual(
      [one, two].map(item => ({ id: item?.id, version: 2, undoUntil: '2026-11-23T12:05:10.000Z' })),
    );
    expect(body.refused).toMatchObject([
      { id: urgent?.id, code: 'not-allowed-now', detail: expect.stringContaining('this item is urgent') },
      { id: stale?.id, code: 'conflict', conflict: { by: 'Bo Chen', state: 'open' } },
      { id: taken?.id, code: 'conflict', conflict: { by: 'Bo Chen', state: 'acknowledged' } },
      { id: 'wli_none', code: 'not-found', conflict: null },
    ]);
    for (const { remedy } of body.refused) expect(remedy).not.toBe('');
    expect(await app.openItem(1)).toMatchObject({ state: 'acknowledged', owner: 'Ana Ruiz', version: 2 });
    expect(await app.openItem(3)).toMatchObject({ state: 'open', version: 1 });
    expect(await app.openItem(4)).toMatchObject({ state: 'open', version: 2 });
  });

  test('200: a critical one is refused too', async () => {
    const app = await testApp({ patients: 1 });
    for (const _ of [1, 2]) await app.pressure(1, 190, 100);
    const { refused, acknowledged } = await takeUp(app, [await seen(app, 1)]);
    expect(acknowledged).toEqual([]);
    expect(refused).toMatchObject([{ code: 'not-allowed-now', detail: expect.stringContaining('critical') }]);
  });

  test('200: each is a deed of its own, told, audited, and taken back by itself', async () => {
    const app = await testApp({ patients: 2 });
    for (const n of [1, 2]) await app.pressure(n, 85);
    const items = [await seen(app, 1), await seen(app, 2)];
    const told = (await app.outbox()).length;
    await takeUp(app, items);
    const events = (await app.outbox()).slice(told);
    expect(events.map(event => [event.kind, event.itemId])).toEqual(
      items.map(({ id }) => ['worklist-item.changed', id]),
    );
    const audit = (await app.audit()).filter(entry => entry.action === 'worklist-item.acknowledge');
    expect(audit.map(entry => [entry.actor, entry.subjectId])).toEqual(
      items.map(({ id }) => [expect.stringContaining('Ana Ruiz'), id]),
    );
    expect(await app.act(items[0]?.id ?? '', 'undo')).toMatchObject({ state: 'open', owner: null });
    expect(await app.openItem(2)).toMatchObject({ state: 'acknowledged' });
  });

  test('200: an item of another program is not there', async () => {
    const app = await testApp({ patients: 1 });
    await app.pressure(1, 85);
    const call = await person(app, 'dia', ['case-manager'], { programs: ['diabetes'] });
    const response = await call('/worklist/acknowledge', {
      method: 'POST',
      body: { items: [await seen(app, 1)] },
    });
    expect(await response.json()).toMatchObject({ acknowledged: [], refused: [{ code: 'not-found' }] });
    expect(await app.openItem(1)).toMatchObject({ state: 'open' });
  });

  test.each([
    ['no items', {}, 'items'],
    ['none', { items: [] }, 'items'],
    [
      '201 of them',
      { items: Array.from({ length: 201 }, (_, i) => ({ id: `wli_${i}`, version: 1 })) },
      'items',
    ],
    ['one twice', { items: [route.body.items[0], route.body.items[0]] }, 'items'],
    ['one without its version', { items: [{ id: 'wli_none' }] }, 'items.0.version'],
  ])('400: %s', async (_, body, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.post(path, body), { status: 400, code: 'bad-request', field });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
