import { describe, expect, test } from 'vitest';
import { expectProblem, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const route = { method: 'POST', path: '/api/v1/worklist/wli_none/assign', body: { to: 'Bo Chen' } } as const;

describe('POST /worklist/{id}/assign', () => {
  test('200: the item is another person’s, not acknowledged by it, and may be given to nobody', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    expect(await app.act(id, 'assign', { to: '  Bo Chen ', version: 1 })).toMatchObject({
      version: 2,
      state: 'open',
      owner: 'Bo Chen',
      acknowledgedBy: null,
      undo: { verb: 'assign', by: 'Ana Ruiz', until: '2026-11-23T12:01:10.000Z' },
    });
    expect(await app.act(id, 'assign', { to: null })).toMatchObject({ version: 3, owner: null });
  });

  test('200: an owner keeps nobody else from acting', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const item = await app.openItem(1);
    await app.act(item.id, 'assign', { to: 'Bo Chen' });
    expect(await app.act(item.id, 'acknowledge', {}, 'Cy Dorn')).toMatchObject({
      owner: 'Bo Chen',
      acknowledgedBy: 'Cy Dorn',
    });
    expect(await app.close(item, {}, 'Cy Dorn')).toMatchObject({ state: 'closed', owner: 'Bo Chen' });
  });

  test.each([
    ['nobody named, and not null', {}, 'to'],
    ['an empty name', { to: '  ' }, 'to'],
    ['a name of more than 100 characters', { to: 'x'.repeat(101) }, 'to'],
    ['the machine', { to: 'System' }, 'to'],
    ['a version that is no number', { to: null, version: '1' }, 'version'],
  ])('400: %s', async (_, body, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'assign', body), {
      status: 400,
      code: 'bad-request',
      field,
    });
  });

  test('404: an item nobody has', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'assign', { to: null }), {
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
    const stale = await app.verb(item.id, 'assign', { ...{ to: 'Cy Dorn' }, version: item.version });
    const problem = await expectProblem(stale, conflict);
    expect(problem.detail).toMatch(/^Bo Chen wrote a note on this item/);
    expect(problem.conflict).toEqual({ by: 'Bo Chen', at: '2026-11-23T12:01:00.000Z', state: 'open' });
    await app.close(item, {}, 'Bo Chen');
    const closed = await expectProblem(await app.verb(item.id, 'assign', { to: 'Cy Dorn' }), conflict);
    expect(closed.conflict).toMatchObject({ by: 'Bo Chen', state: 'closed' });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
