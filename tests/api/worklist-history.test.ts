import { describe, expect, test } from 'vitest';
import type { DeedBody } from '../../src/contract/worklist.ts';
import { expectProblem, testApp } from './app.ts';

describe('GET /worklist/{id}/history', () => {
  test('200: what people did, in order, also what was taken back', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const item = await app.openItem(1);
    await app.act(item.id, 'acknowledge', {}, 'Bo Chen');
    await app.act(item.id, 'note', { text: 'called' });
    await app.act(item.id, 'undo');
    await app.close(item);
    const { items, next } = await app.get<{ items: DeedBody[]; next: null }>(
      `/api/v1/worklist/${item.id}/history`,
    );
    const at = '2026-11-23T12:01:00.000Z';
    expect(items).toMatchObject([
      { verb: 'acknowledge', by: 'Bo Chen', at, undoneAt: null },
      { verb: 'note', by: 'Ana Ruiz', at, undoneAt: at },
      { verb: 'close', by: 'Ana Ruiz', at, undoneAt: null },
    ]);
    expect(next).toBeNull();
  });

  test('200: of an item that nobody has touched it is empty', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    expect(await app.get(`/api/v1/worklist/${id}/history`)).toEqual({ items: [], next: null });
  });

  test('404: an item nobody has', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/api/v1/worklist/wli_none/history');
    await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
  });
});
