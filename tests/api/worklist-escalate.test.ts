import { describe, expect, test } from 'vitest';
import { expectProblem, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const route = {
  method: 'POST',
  path: '/api/v1/worklist/wli_none/escalate',
  body: { to: { role: 'lead' }, why: 'no answer' },
} as const;

describe('POST /worklist/{id}/escalate', () => {
  test.each([
    [{ role: 'provider' }, 'role:provider', 'Escalated to provider: no answer since Friday'],
    [{ person: 'Dr. Weir' }, 'person:Dr. Weir', 'Escalated to Dr. Weir: no answer since Friday'],
  ])('200: to %j; the why is a note, and an event tells of it', async (to, escalatedTo, text) => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id, patient } = await app.openItem(1);
    expect(await app.act(id, 'escalate', { to, why: 'no answer since Friday', version: 1 })).toMatchObject({
      version: 2,
      state: 'open',
      escalatedTo,
      escalatedAt: '2026-11-23T12:01:00.000Z',
      escalatedBy: 'Ana Ruiz',
      notes: [{ text }],
      undo: { verb: 'escalate' },
    });
    expect((await app.outbox()).slice(-2)).toMatchObject([
      { kind: 'worklist-item.changed', itemId: id },
      { kind: 'worklist-item.escalated', itemId: id, patientId: patient.id },
    ]);
    expect((await app.audit()).at(-1)?.detail).toEqual({ to: escalatedTo });
  });

  test.each([
    ['to nobody', { why: 'x' }, 'to'],
    ['to a role that nobody has', { to: { role: 'king' }, why: 'x' }, 'to.role'],
    ['to a role and a person', { to: { role: 'lead', person: 'Bo' }, why: 'x' }, 'to.person'],
    ['to an empty name', { to: { person: ' ' }, why: 'x' }, 'to.person'],
    ['without saying why', { to: { role: 'lead' } }, 'why'],
    ['with an empty why', { to: { role: 'lead' }, why: ' ' }, 'why'],
  ])('400: %s', async (_, body, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'escalate', body), {
      status: 400,
      code: 'bad-request',
      field,
    });
  });

  test('404: an item nobody has', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'escalate', { to: { role: 'lead' }, why: 'x' }), {
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
    const stale = await app.verb(item.id, 'escalate', {
      ...{ to: { role: 'lead' }, why: 'x' },
      version: item.version,
    });
    const problem = await expectProblem(stale, conflict);
    expect(problem.detail).toMatch(/^Bo Chen wrote a note on this item/);
    expect(problem.conflict).toEqual({ by: 'Bo Chen', at: '2026-11-23T12:01:00.000Z', state: 'open' });
    await app.close(item, {}, 'Bo Chen');
    const closed = await expectProblem(
      await app.verb(item.id, 'escalate', { to: { role: 'lead' }, why: 'x' }),
      conflict,
    );
    expect(closed.conflict).toMatchObject({ by: 'Bo Chen', state: 'closed' });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
