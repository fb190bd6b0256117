import { describe, expect, test } from 'vitest';
import { minuteMs } from '../../src/domain/local-day.ts';
import { iso } from '../api/app.ts';
import { coveredApp, only, sundayNight } from './app.ts';
import { roundTheClock } from './plans.ts';

const hour = 60 * minuteMs;
const within = (urgent: number) => ({ ...roundTheClock, overdue: { urgent: { afterMinutes: urgent } } });

/** An urgent line, raised at 03:00, due an hour later. */
const urgent = async () => {
  const app = await coveredApp({ plan: within(60) });
  const nia = await app.responder('Nia Night');
  await app.at(sundayNight - minuteMs);
  await app.pressure(1, 75);
  const item = await app.openItem(1);
  expect(item).toMatchObject({ severity: 'urgent', slaDueAt: iso(sundayNight + hour) });
  return { app, nia, item };
};

describe('open lines are due as the plan that is saved says', () => {
  test('sooner, and the first person is told then', async () => {
    const { app, nia, item } = await urgent();
    expect((await app.put(within(20), 1)).status).toBe(200);
    expect(await app.item(item.id)).toMatchObject({
      slaDueAt: iso(sundayNight + 20 * minuteMs),
      version: item.version,
    });
    expect((await app.outbox()).at(-1)).toMatchObject({ kind: 'worklist-item.changed', itemId: item.id });
    await app.at(sundayNight + 20 * minuteMs);
    expect(nia.got).toHaveLength(1);
  });

  test('later, and the first person is told then', async () => {
    const { app, nia, item } = await urgent();
    await app.put(within(180), 1);
    expect((await app.item(item.id)).slaDueAt).toBe(iso(sundayNight + 3 * hour));
    await app.at(sundayNight + hour);
    expect(nia.got).toEqual([]);
    await app.at(sundayNight + 3 * hour);
    expect(nia.got).toHaveLength(1);
  });

  test('as usual when there is no plan any more', async () => {
    const { app, item } = await urgent();
    await app.put(within(20), 1);
    await app.put(null, 2);
    expect((await app.item(item.id)).slaDueAt).toBe(item.slaDueAt);
  });

  test('a change of who is on alone moves nothing, and tells nobody of a change', async () => {
    const { app, item } = await urgent();
    const events = (await app.outbox()).length;
    await app.put({ ...within(60), lead: 'Cara Chief' }, 1);
    expect((await app.item(item.id)).slaDueAt).toBe(item.slaDueAt);
    expect(await app.outbox()).toHaveLength(events);
  });

  test('lines of another program, and closed ones, stay as they are', async () => {
    const { app, item } = await urgent();
    await app.close(item);
    await app.pressure(2, 75);
    const { store } = app.running();
    const { worklistItem } = store.t;
    const dues = async () =>
      (await store.reader.select().from(worklistItem).orderBy(worklistItem.id)).map(row => row.slaDueAt);
    const before = await dues();
    const response = await app.request('/api/v1/programs/diabetes/coverage', {
      method: 'PUT',
      body: { plan: within(20), version: 0 },
    });
    expect(response.status).toBe(200);
    expect(await dues()).toEqual(before);
    await app.put(within(20), 1);
    const rows = await store.reader.select().from(worklistItem);
    expect(only(rows.filter(row => row.state === 'closed')).slaDueAt).toBe(Date.parse(item.slaDueAt));
  });
});
