import { describe, expect, test } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { alertOf, iso, only, type TestApp, testApp } from '../api/app.ts';

/** A warning (systolic 85) or urgent (75) item that is quiet for a time, by default two hours. */
const snoozed = async (systolic = 85, ms = 2 * hourMs) => {
  const app = await testApp();
  await app.pressure(1, systolic);
  const { id } = await app.openItem(1);
  const until = app.clock.now() + ms;
  await app.act(id, 'snooze', { until: iso(until) });
  return { app, id, until };
};

const shown = async (app: TestApp) => (await app.worklist()).items.map(i => i.id);

describe('a snoozed item', () => {
  test('is not shown, but counted, and found by who asks for it', async () => {
    const { app, id } = await snoozed();
    expect(await app.worklist()).toMatchObject({ items: [], total: 0, snoozed: 1 });
    expect((await app.worklist('?snoozed=only')).items.map(i => i.id)).toEqual([id]);
    expect((await app.worklist('?snoozed=shown')).items.map(i => i.id)).toEqual([id]);
  });

  test('comes back by itself when its time is over, with an event, and is due', async () => {
    const { app, id, until } = await snoozed();
    await app.setTime(until - 1);
    const events = (await app.outbox()).length;
    expect(await shown(app)).toEqual([]);
    await app.setTime(until);
    expect(await shown(app)).toEqual([id]);
    expect((await app.outbox()).slice(events)).toMatchObject([
      { kind: 'worklist-item.changed', itemId: id, at: until },
    ]);
    expect(await app.item(id)).toMatchObject({
      version: 2,
      snoozedUntil: null,
      snoozedBy: null,
      slaDueAt: iso(until),
      slaBucket: 'overdue',
    });
  });

  test('stays due after it came back, and is told of once', async () => {
    const { app, id, until } = await snoozed();
    await app.setTime(until);
    const events = (await app.outbox()).length;
    for (const systolic of [86, 87]) await app.pressure(1, systolic);
    expect((await app.outbox()).slice(events)).toEqual([]);
    expect(await app.item(id)).toMatchObject({ slaDueAt: iso(until), slaBucket: 'overdue' });
  });

  test('is due no later than it was: one that was overdue comes back as overdue as it was', async () => {
    const { app, id, until } = await snoozed(75, 2 * hourMs);
    const { slaDueAt } = await app.item(id);
    await app.setTime(until);
    expect((await app.item(id)).slaDueAt).toBe(slaDueAt);
  });

  test('comes back when its time was over while nothing ran', async () => {
    const { app, id, until } = await snoozed();
    await app.running().close();
    app.clock.set(until + 1);
    await app.restart();
    expect(await app.item(id)).toMatchObject({ slaDueAt: iso(until), slaBucket: 'overdue' });
    expect((await app.outbox()).at(-1)).toMatchObject({ kind: 'worklist-item.changed', itemId: id });
  });

  test('stays quiet while what it covers merely goes on, and while its alert ends', async () => {
    const { app, id } = await snoozed();
    await app.pressure(1, 86);
    expect(await shown(app)).toEqual([]);
    for (let i = 0; i < 2; i++) await app.pressure(1, 120);
    expect(await shown(app)).toEqual([]);
    expect(await app.item(id)).toMatchObject({ state: 'open', resolved: true });
  });

  test('comes back, resolved, also when its alert ended meanwhile', async () => {
    const { app, id, until } = await snoozed();
    for (let i = 0; i < 2; i++) await app.pressure(1, 120);
    await app.setTime(until);
    expect(await app.item(id)).toMatchObject({ resolved: true, snoozedUntil: null, slaDueAt: iso(until) });
    expect((await app.outbox()).at(-1)).toMatchObject({ at: until, itemId: id });
  });

  test.each([
    ['a new rule, though no worse', (app: TestApp) => app.glucose(1, 65)],
    ['the same rule, worse', (app: TestApp) => app.pressure(1, 75)],
  ])('is broken by %s', async (_, raise) => {
    const { app, id } = await snoozed();
    await raise(app);
    expect(await shown(app)).toEqual([id]);
    expect(await app.item(id)).toMatchObject({ snoozedUntil: null, snoozedBy: null, version: 3 });
  });

  test('stays quiet when a rule that fired ends and fires anew, no worse: it covers that rule', async () => {
    const { app, id } = await snoozed(75);
    for (const systolic of [120, 121, 76]) await app.pressure(1, systolic);
    expect(await shown(app)).toEqual([]);
    const { items } = await app.worklist('?snoozed=only');
    expect(only(items)).toMatchObject({ id, resolved: false });
  });

  test('is broken by a rule that had ended before it was snoozed and fires anew', async () => {
    const app = await testApp();
    for (const systolic of [75, 120, 121]) await app.pressure(1, systolic);
    const { id } = await app.openItem(1);
    await app.setTime(app.clock.now() + minuteMs);
    await app.act(id, 'snooze', { until: iso(app.clock.now() + 2 * hourMs) });
    await app.pressure(1, 76);
    expect(await shown(app)).toEqual([id]);
  });

  test('is broken by a critical reading', async () => {
    const { app, id } = await snoozed();
    for (const systolic of [190, 191]) await app.pressure(1, systolic);
    expect(await shown(app)).toEqual([id]);
    expect(await app.item(id)).toMatchObject({ severity: 'critical' });
  });

  test('is broken when what was accepted on an earlier item comes due', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    const acceptUntil = app.clock.now() + dayMs;
    await app.close(await app.openItem(1), { acceptUntil: iso(acceptUntil) });
    await app.glucose(1, 65);
    const { id } = await app.openItem(1);
    await app.act(id, 'snooze', { until: iso(app.clock.now() + 3 * dayMs) });
    await app.setTime(acceptUntil - 1);
    expect(await shown(app)).toEqual([]);
    await app.setTime(acceptUntil);
    expect(await shown(app)).toEqual([id]);
    expect((await app.item(id)).alerts.every(a => a.needsReview)).toBe(true);
  });

  test('keeps its owner, whom it escalated to and what it waits for when it comes back', async () => {
    const { app, id, until } = await snoozed();
    await app.act(id, 'assign', { to: 'Bo Chen' });
    await app.act(id, 'escalate', { to: { role: 'provider' }, why: 'x' });
    await app.act(id, 'await-provider', { what: 'y' });
    const kept = { owner: 'Bo Chen', escalatedTo: 'role:provider', awaitingProviderFor: 'y' };
    await app.setTime(until);
    expect(await app.item(id)).toMatchObject(kept);
    await app.glucose(1, 50);
    expect(await app.item(id)).toMatchObject(kept);
  });

  test('may be made quiet for longer, or for less: the last word holds', async () => {
    const { app, id, until } = await snoozed();
    await app.act(id, 'snooze', { until: iso(until + hourMs) }, 'Bo Chen');
    await app.setTime(until);
    expect(await shown(app)).toEqual([]);
    expect(await app.item(id)).toMatchObject({ snoozedBy: 'Bo Chen' });
    await app.act(id, 'snooze', { until: iso(app.clock.now() + 15 * minuteMs) });
    await app.setTime(app.clock.now() + 15 * minuteMs);
    expect(await shown(app)).toEqual([id]);
  });
});

test('an acknowledged item may be snoozed, and comes back acknowledged', async () => {
  const app = await testApp();
  await app.pressure(1, 85);
  const { id } = await app.openItem(1);
  await app.act(id, 'acknowledge');
  const until = app.clock.now() + hourMs;
  await app.act(id, 'snooze', { until: iso(until) });
  expect(await shown(app)).toEqual([]);
  await app.setTime(until);
  expect(await app.item(id)).toMatchObject({
    state: 'acknowledged',
    acknowledgedBy: 'Ana Ruiz',
    slaBucket: 'overdue',
  });
});

describe('when an item is due', () => {
  test('an unacknowledged critical that is found again and again is due when it first was', async () => {
    const app = await testApp();
    for (const systolic of [190, 191]) await app.pressure(1, systolic);
    const { slaDueAt } = await app.openItem(1);
    for (let i = 0; i < 20; i++) await app.pressure(1, 192);
    expect(await app.openItem(1)).toMatchObject({ slaDueAt, slaBucket: 'overdue' });
  });

  test('an acknowledged one that grows worse is due anew', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    await app.act((await app.openItem(1)).id, 'acknowledge');
    await app.setTime(app.clock.now() + 2 * dayMs);
    await app.pressure(1, 75);
    expect((await app.openItem(1)).slaDueAt).toBe(iso(app.clock.now() + hourMs));
  });

  test('an accepted critical that is found again is due from now, not from when the acceptance ends', async () => {
    const app = await testApp();
    for (const systolic of [190, 191]) await app.pressure(1, systolic);
    await app.close(await app.openItem(1));
    await app.pressure(1, 192);
    expect((await app.openItem(1)).slaDueAt).toBe(iso(app.clock.now() + 15 * minuteMs));
  });
});

test('the count of snoozed items follows the filter', async () => {
  const app = await testApp();
  await app.pressure(1, 85);
  await app.glucose(2, 50);
  for (const n of [1, 2]) {
    await app.act((await app.openItem(n)).id, 'snooze', { until: iso(app.clock.now() + hourMs) });
  }
  expect(await app.worklist()).toMatchObject({ total: 0, snoozed: 2 });
  expect(await app.worklist('?severity=urgent')).toMatchObject({ total: 0, snoozed: 1 });
  const { items } = await app.worklist('?severity=urgent&snoozed=only');
  expect(alertOf(await app.item(only(items).id), 'glucose-low-level-2').needsReview).toBe(true);
});
