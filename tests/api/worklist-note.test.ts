import { describe, expect, test } from 'vitest';
import { expectProblem, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const route = { method: 'POST', path: '/api/v1/worklist/wli_none/note', body: { text: 'hello' } } as const;

describe('POST /worklist/{id}/note', () => {
  test('200: the note is on the item, in the order written', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    await app.act(id, 'note', { text: '  first ' }, 'Ana Ruiz');
    await app.setTime(app.clock.now() + 1);
    const { notes } = await app.act(id, 'note', { text: 'second' }, 'Bo Chen');
    expect(notes.map(n => [n.text, n.by])).toEqual([
      ['first', 'Ana Ruiz'],
      ['second', 'Bo Chen'],
    ]);
  });

  test.each([
    ['empty', { text: '   ' }, 'text'],
    ['missing', {}, 'text'],
    ['longer than 4,000 characters', { text: 'x'.repeat(4_001) }, 'text'],
    ['not text', { text: 7 }, 'text'],
    ['with a version that is no number', { text: 'x', version: '1' }, 'version'],
  ])('400: a note that is %s', async (_, body, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'note', body), {
      status: 400,
      code: 'bad-request',
      field,
    });
  });

  test('404: an item nobody has', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'note', { text: 'x' }), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });

  test('409: the item was closed meanwhile', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.close(await app.openItem(1));
    const problem = await expectProblem(await app.verb(id, 'note', { text: 'x' }, 'Bo Chen'), {
      status: 409,
      code: 'conflict',
      field: null,
    });
    expect(problem.conflict).toEqual({ by: 'Ana Ruiz', at: '2026-11-23T12:01:00.000Z', state: 'closed' });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
