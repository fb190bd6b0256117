import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { alertOf, iso, review, type TestApp, testApp } from '../api/app.ts';

const quiet = async (app: TestApp) => {
  for (let i = 0; i < 2; i++) await app.pressure(1, 120);
};

/** An item with a firing urgent alert, accepted for a day, then reopened. */
const reopened = async () => {
  const app = await testApp();
  await app.pressure(1, 75);
  const closed = await app.close(await app.openItem(1), { acceptUntil: iso(app.clock.now() + dayMs) });
  const acceptedUntil = app.clock.now() + dayMs;
  await app.act(closed.id, 'reopen', {}, 'Bo Chen');
  return { app, id: closed.id, acceptedUntil };
};

describe('a reopened item', () => {
  test('that nothing demands is as severe as it was, and stays until a person closes it', async () => {
    const { app, id } = await reopened();
    expect(await app.openItem(1)).toMatchObject({ id, severity: 'urgent', state: 'open' });
    await quiet(app);
    expect(await app.openItem(1)).toMatchObject({ id, resolved: true });
    expect(await app.act(id, 'close')).toMatchObject({ state: 'closed', closedBy: 'Ana Ruiz' });
  });

  test('takes up what comes anew: there is no second item', async () => {
    const { app, id } = await reopened();
    await app.glucose(1, 50);
    const item = await app.openItem(1);
    expect(item.id).toBe(id);
    expect(alertOf(item, 'glucose-low-level-2').needsReview).toBe(true);
  });

  test('hears of an accepted alert whose date comes, once', async () => {
    const { app, id, acceptedUntil } = await reopened();
    await app.act(id, 'acknowledge', {}, 'Bo Chen');
    await app.setTime(acceptedUntil - 1);
    const { version } = await app.item(id);
    await app.setTime(acceptedUntil);
    expect(await app.item(id)).toMatchObject({
      state: 'open',
      version: version + 1,
      changedAt: iso(acceptedUntil),
      slaDueAt: iso(acceptedUntil + hourMs),
      alerts: [{ needsReview: true }],
    });
    const events = (await app.outbox()).length;
    await app.pressure(1, 76);
    expect((await app.outbox()).slice(events)).toEqual([]);
  });

  test('may be closed again with another answer, which is the one that holds', async () => {
    const { app, id } = await reopened();
    await app.setTime(app.clock.now() + 1);
    const alertId = (await app.item(id)).alerts[0]?.id ?? '';
    const until = app.clock.now() + 3 * dayMs;
    await app.act(id, 'close', {
      reviews: [review(alertId, { verdict: 'expected', acceptUntil: iso(until) })],
    });
    const events = (await app.outbox()).length;
    await app.setTime(until - 1);
    await app.pressure(1, 76);
    expect(await app.hasItem(1)).toBe(true);
    expect((await app.outbox()).slice(events)).toHaveLength(1);
  });

  test('is no longer quiet: who wants it back wants to see it', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const item = await app.openItem(1);
    await app.act(item.id, 'snooze', { until: iso(app.clock.now() + dayMs) });
    await app.close(item);
    await app.act(item.id, 'reopen');
    expect((await app.worklist()).items).toMatchObject([{ id: item.id, snoozedUntil: null }]);
  });

  test('is as severe as what demands it now', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    const { id } = await app.openItem(1);
    await quiet(app);
    expect(await app.item(id)).toMatchObject({ state: 'closed', closedBy: 'system' });
    const { store } = app.running();
    await store.write(() => store.db.update(store.t.alert).set({ severity: 'urgent' }));
    expect(await app.act(id, 'reopen')).toMatchObject({ severity: 'urgent', resolved: true });
  });
});

describe('an owner', () => {
  test('of an item closed within 30 days owns the patient’s next one', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    await quiet(app);
    const { id } = await app.openItem(1);
    await app.act(id, 'acknowledge', {}, 'Bo Chen');
    await app.close(await app.item(id));
    await app.setTime(app.clock.now() + 29 * dayMs);
    await app.pressure(1, 75);
    expect(await app.openItem(1)).toMatchObject({ owner: 'Bo Chen', state: 'open', acknowledgedBy: null });
  });

  test('is forgotten after that', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    await quiet(app);
    const { id } = await app.openItem(1);
    await app.act(id, 'acknowledge', {}, 'Bo Chen');
    await app.close(await app.item(id));
    await app.setTime(app.clock.now() + 30 * dayMs);
    await app.pressure(1, 75);
    expect(await app.openItem(1)).toMatchObject({ owner: null });
  });

  test('keeps an item that returns to open', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    await app.act(id, 'acknowledge', {}, 'Bo Chen');
    await app.glucose(1, 50);
    expect(await app.openItem(1)).toMatchObject({ id, state: 'open', owner: 'Bo Chen' });
  });
});
