import { describe, expect, test } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { alertOf, expectProblem, iso, only, reviewsFor, type TestApp, testApp } from '../api/app.ts';

/** A warning (systolic 85) or urgent (75) alert that still fires, on an item just closed. */
const accepted = async (systolic: number, acceptForMs?: number) => {
  const app = await testApp();
  await app.pressure(1, systolic);
  const item = await app.openItem(1);
  const acceptUntil = acceptForMs === undefined ? undefined : iso(app.clock.now() + acceptForMs);
  await app.close(item, { acceptUntil });
  return { app, item, acceptedAt: app.clock.now() };
};

const quiet = (app: TestApp) => app.pressure(1, 120);

describe('a firing alert that was accepted', () => {
  test.each([
    ['a warning', 85, 14],
    ['an urgent one', 75, 1],
  ])('%s is accepted, unless told otherwise, for a number of days: %i → %i', async (_, systolic, days) => {
    const { app, acceptedAt } = await accepted(systolic);
    expect(only(await app.alerts(1))).toMatchObject({
      state: 'firing',
      needsReview: false,
      review: { acceptedUntil: iso(acceptedAt + days * dayMs) },
    });
  });

  test.each([
    ['a moment ahead', 1],
    ['14 days ahead', 14 * dayMs],
  ])('may be accepted until %s', async (_, ms) => {
    const { app, acceptedAt } = await accepted(75, ms);
    expect(only(await app.alerts(1)).review?.acceptedUntil).toBe(iso(acceptedAt + ms));
  });

  test.each([
    ['now', 0],
    ['a time that has passed', -1],
    ['more than 14 days ahead', 14 * dayMs + 1],
  ])('may not be accepted until %s: 400 names the field and the latest time', async (_, ms) => {
    const app = await testApp();
    await app.pressure(1, 75);
    const item = await app.openItem(1);
    const reviews = reviewsFor(item, { acceptUntil: iso(app.clock.now() + ms) });
    const problem = await expectProblem(await app.verb(item.id, 'close', { reviews }), {
      status: 400,
      code: 'bad-request',
      field: 'reviews.acceptUntil',
    });
    expect(problem.remedy).toContain(iso(app.clock.now() + 14 * dayMs));
    expect((await app.item(item.id)).state).toBe('open');
  });

  test('a time with an offset is the instant it names', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    await app.close(await app.openItem(1), { acceptUntil: '2026-11-24T07:00:00-05:00' });
    expect(only(await app.alerts(1)).review?.acceptedUntil).toBe('2026-11-24T12:00:00.000Z');
  });

  test.each([85, 75])('opens nothing while it goes on as before (systolic %i)', async systolic => {
    const { app } = await accepted(systolic);
    for (let i = 1; i <= 3; i++) await app.pressure(1, systolic + i);
    expect(await app.hasItem(1)).toBe(false);
    expect(await app.worklist()).toMatchObject({ total: 0 });
  });

  test('opens nothing when it grows better', async () => {
    const { app } = await accepted(75);
    await app.pressure(1, 88);
    expect(await app.hasItem(1)).toBe(false);
  });

  test('opens a new item when it grows worse, which is due counted from then', async () => {
    const { app, item } = await accepted(85);
    await app.pressure(1, 75);
    const next = await app.openItem(1);
    expect(next.id).not.toBe(item.id);
    expect(next).toMatchObject({
      state: 'open',
      severity: 'urgent',
      acknowledgedBy: null,
      openedAt: iso(app.clock.now()),
      slaDueAt: iso(app.clock.now() + hourMs),
      alerts: [{ ruleId: 'bp-low', severity: 'urgent', needsReview: true, review: { verdict: 'true' } }],
    });
    expect((await app.outbox()).at(-1)).toMatchObject({ kind: 'worklist-item.opened', itemId: next.id });
  });

  test('opens a new item when its date has come, and not a millisecond before', async () => {
    const { app, item, acceptedAt } = await accepted(75, 2 * dayMs);
    await app.setTime(acceptedAt + 2 * dayMs - 1);
    expect(await app.hasItem(1)).toBe(false);
    await app.setTime(acceptedAt + 2 * dayMs);
    const next = await app.openItem(1);
    expect(next.id).not.toBe(item.id);
    expect(next.alerts).toMatchObject([{ ruleId: 'bp-low', state: 'firing', needsReview: true }]);
  });

  test('opens a new item after the usual 14 days', async () => {
    const { app, acceptedAt } = await accepted(85);
    await app.setTime(acceptedAt + 14 * dayMs - 1);
    expect(await app.hasItem(1)).toBe(false);
    await app.setTime(acceptedAt + 14 * dayMs);
    expect(await app.hasItem(1)).toBe(true);
  });

  test('opens a new item when its date has come while nothing ran', async () => {
    const { app, acceptedAt } = await accepted(75, dayMs);
    const { close } = app.running();
    await close();
    app.clock.set(acceptedAt + dayMs);
    await app.restart();
    expect(await app.hasItem(1)).toBe(true);
  });

  test('may be accepted again when its date has come', async () => {
    const { app, acceptedAt } = await accepted(75, dayMs);
    await app.setTime(acceptedAt + dayMs);
    await app.close(await app.openItem(1), { acceptUntil: iso(acceptedAt + 3 * dayMs) });
    await app.setTime(acceptedAt + 3 * dayMs - 1);
    expect(await app.hasItem(1)).toBe(false);
    await app.setTime(acceptedAt + 3 * dayMs);
    expect(await app.hasItem(1)).toBe(true);
  });

  test('whose date has come is due counted from that date, not from when it was first raised', async () => {
    const { app, acceptedAt } = await accepted(75, 2 * dayMs);
    await app.setTime(acceptedAt + 2 * dayMs);
    expect(await app.openItem(1)).toMatchObject({
      slaDueAt: iso(acceptedAt + 2 * dayMs + hourMs),
      slaBucket: 'within-the-hour',
    });
  });

  test('is not asked about again on an item that another rule opens', async () => {
    const { app, item } = await accepted(75);
    await app.glucose(1, 50);
    const next = await app.openItem(1);
    expect(next.id).not.toBe(item.id);
    expect(next.alerts.map(a => a.ruleId)).toEqual(['glucose-low-level-2']);
    expect((await app.item(item.id)).alerts.map(a => a.ruleId)).toEqual(['bp-low']);
    await app.close(next);
  });

  test('joins an item that another rule opened, when its date has come', async () => {
    const { app, acceptedAt } = await accepted(75, dayMs);
    await app.glucose(1, 50);
    const next = await app.openItem(1);
    await app.setTime(acceptedAt + dayMs);
    const joined = await app.openItem(1);
    expect(joined.id).toBe(next.id);
    expect(joined.alerts.map(a => a.ruleId).sort()).toEqual(['bp-low', 'glucose-low-level-2']);
    expect(joined.alerts.every(a => a.needsReview)).toBe(true);
  });

  test('opens nothing when it ends, since it was reviewed', async () => {
    const { app, acceptedAt } = await accepted(75, dayMs);
    for (let i = 0; i < 2; i++) await quiet(app);
    expect(only(await app.alerts(1))).toMatchObject({ state: 'ended', needsReview: false });
    await app.setTime(acceptedAt + dayMs);
    expect(await app.hasItem(1)).toBe(false);
  });

  test('is a new alert on a new item when it fires again long after it ended', async () => {
    const { app, item, acceptedAt } = await accepted(75);
    for (let i = 0; i < 2; i++) await quiet(app);
    await app.setTime(acceptedAt + 12 * hourMs);
    await app.pressure(1, 75);
    const [again, first] = await app.alerts(1);
    expect(again).toMatchObject({ previousAlertId: first?.id, needsReview: true, review: null });
    expect((await app.openItem(1)).id).not.toBe(item.id);
  });

  test('that grew worse and then ended by itself still waits for a review of the worse: warning to urgent', async () => {
    const { app } = await accepted(85);
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    for (let i = 0; i < 2; i++) await quiet(app);
    expect(await app.item(id)).toMatchObject({ state: 'open', severity: 'urgent', resolved: true });
    expect(only(await app.alerts(1))).toMatchObject({ state: 'ended', needsReview: true });
  });

  test('that grew worse and then ended by itself still waits for a review of the worse: urgent to critical', async () => {
    const app = await testApp();
    await app.pressure(1, 185);
    await app.setTime(app.clock.now() + 16 * minuteMs);
    const unconfirmed = await app.openItem(1);
    expect(alertOf(unconfirmed, 'bp-severe')).toMatchObject({ severity: 'urgent', confirmed: false });
    await app.close(unconfirmed);
    for (const systolic of [190, 191]) await app.pressure(1, systolic);
    const critical = await app.openItem(1);
    expect(critical).toMatchObject({ severity: 'critical', confirmed: true });
    for (let i = 0; i < 2; i++) await quiet(app);
    expect(await app.item(critical.id)).toMatchObject({
      state: 'open',
      severity: 'critical',
      resolved: true,
    });
  });
});

describe('an ended alert that is reviewed', () => {
  test('is accepted until no date, whatever was sent', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    for (let i = 0; i < 2; i++) await quiet(app);
    await app.close(await app.openItem(1), { acceptUntil: iso(app.clock.now() + dayMs) });
    expect(only(await app.alerts(1)).review?.acceptedUntil).toBeNull();
    await app.setTime(app.clock.now() + 2 * dayMs);
    expect(await app.hasItem(1)).toBe(false);
  });
});
