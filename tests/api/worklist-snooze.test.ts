import { describe, expect, test } from 'vitest';
import { dayMs, minuteMs } from '../../src/domain/local-day.ts';
import { expectProblem, iso, start, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const route = {
  method: 'POST',
  path: '/api/v1/worklist/wli_none/snooze',
  body: { until: '2026-11-23T14:00:00Z' },
} as const;

describe('POST /worklist/{id}/snooze', () => {
  test('200: the item is quiet until then, and says who made it so and why', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    const body = { until: '2026-11-23T09:00:00-05:00', reason: 'asleep until nine', version: 1 };
    expect(await app.act(id, 'snooze', body)).toMatchObject({
      version: 2,
      state: 'open',
      snoozedUntil: '2026-11-23T14:00:00.000Z',
      snoozedBy: 'Ana Ruiz',
      notes: [{ text: 'Snoozed: asleep until nine', by: 'Ana Ruiz' }],
      undo: { verb: 'snooze' },
    });
  });

  test.each([
    ['no end', {}, 'until'],
    ['a time without an offset', { until: '2026-11-23T14:00:00' }, 'until'],
    ['a reason of more than 1,000 characters', { until: iso(start), reason: 'x'.repeat(1_001) }, 'reason'],
  ])('400: %s', async (_, body, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'snooze', body), {
      status: 400,
      code: 'bad-request',
      field,
    });
  });

  test.each([
    ['now', 0],
    ['less than 15 minutes ahead', 15 * minuteMs - 1],
    ['more than 14 days ahead', 14 * dayMs + 1],
  ])('400: until %s', async (_, ms) => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    const response = await app.verb(id, 'snooze', { until: iso(app.clock.now() + ms) });
    await expectProblem(response, { status: 400, code: 'bad-request', field: 'until' });
    expect((await app.item(id)).snoozedUntil).toBeNull();
  });

  test.each([
    ['15 minutes', 15 * minuteMs],
    ['14 days', 14 * dayMs],
  ])('200: until exactly %s ahead', async (_, ms) => {
    const app = await testApp();
    await app.pressure(1, 75);
    const until = iso(app.clock.now() + ms);
    expect(await app.act((await app.openItem(1)).id, 'snooze', { until })).toMatchObject({
      snoozedUntil: until,
    });
  });

  test('404: an item nobody has', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'snooze', { until: iso(start) }), {
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
    const stale = await app.verb(item.id, 'snooze', {
      ...{ until: '2026-11-23T14:00:00Z' },
      version: item.version,
    });
    const problem = await expectProblem(stale, conflict);
    expect(problem.detail).toMatch(/^Bo Chen wrote a note on this item/);
    expect(problem.conflict).toEqual({ by: 'Bo Chen', at: '2026-11-23T12:01:00.000Z', state: 'open' });
    await app.close(item, {}, 'Bo Chen');
    const closed = await expectProblem(
      await app.verb(item.id, 'snooze', { until: '2026-11-23T14:00:00Z' }),
      conflict,
    );
    expect(closed.conflict).toMatchObject({ by: 'Bo Chen', state: 'closed' });
  });

  test('422: a critical alert that waits for a person cannot be made quiet, also once it has ended', async () => {
    const app = await testApp();
    for (const systolic of [190, 191]) await app.pressure(1, systolic);
    const { id } = await app.openItem(1);
    const snooze = () => app.verb(id, 'snooze', { until: '2026-11-23T14:00:00Z' });
    const refused = { status: 422, code: 'not-allowed-now', field: 'until' };
    await expectProblem(await snooze(), refused);
    for (let i = 0; i < 2; i++) await app.pressure(1, 120);
    await expectProblem(await snooze(), refused);
    expect((await app.item(id)).snoozedUntil).toBeNull();
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
