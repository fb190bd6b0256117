import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WorklistItemBody } from '../../src/contract/worklist.ts';
import { hourMs } from '../../src/domain/local-day.ts';
import { iso, reviewsFor, type TestApp, testApp } from '../api/app.ts';
import { written } from './rows.ts';

type Verb = readonly [name: string, body: (app: TestApp, item: WorklistItemBody) => object];

const openVerbs: readonly Verb[] = [
  ['acknowledge', () => ({})],
  ['assign', () => ({ to: 'Cy Dorn' })],
  ['assign', () => ({ to: null })],
  ['snooze', app => ({ until: iso(app.clock.now() + hourMs), reason: 'asleep' })],
  ['escalate', () => ({ to: { role: 'lead' }, why: 'x' })],
  ['await-provider', () => ({ what: 'x' })],
  ['provider-answered', () => ({ answer: 'x' })],
  ['note', () => ({ text: 'x' })],
  ['log-contact', () => ({ who: 'patient', channel: 'phone', reached: true })],
  [
    'log-contact',
    app => ({
      who: 'patient',
      channel: 'phone',
      reached: false,
      nextTryAt: iso(app.clock.now() + hourMs),
    }),
  ],
  ['close', (_, item) => ({ reviews: reviewsFor(item, { action: 'visit-arranged' }), note: 'x' })],
  ['reopen', () => ({ why: 'x' })],
];

/** What a person sees of an item that a deed may change, and what the deed made; versions only ever rise. */
const stateOf = async (app: TestApp, id: string) => {
  const { version: _v, undo: _u, awaitingProvider, ...item } = await app.item(id);
  const { version: _, ...awaiting } = awaitingProvider ?? { version: 0 };
  const { review, note, contact } = await written(app);
  return { item, awaiting, review, note, contact };
};

const measured: readonly ((app: TestApp) => Promise<unknown>)[] = [
  app => app.pressure(1, 85),
  app => app.pressure(1, 75),
  app => app.pressure(1, 120),
  app => app.pressure(1, 191),
  app => app.glucose(1, 65),
];

const step = fc.oneof(
  fc.record({ verb: fc.integer({ min: 0, max: openVerbs.length - 1 }) }),
  fc.record({ measure: fc.integer({ min: 0, max: measured.length - 1 }) }),
);

const latestItem = async (app: TestApp): Promise<string | undefined> => {
  const { reader, t } = app.running().store;
  return (await reader.select().from(t.worklistItem).orderBy(t.worklistItem.openedAt)).at(-1)?.id;
};

/** Does one thing to the patient's latest item, and if it was done, shows that it can be taken back; then does it again. */
const doUndoDo = async (app: TestApp, [name, bodyOf]: Verb): Promise<void> => {
  const id = await latestItem(app);
  if (id === undefined) return;
  const body = bodyOf(app, await app.item(id));
  const before = await stateOf(app, id);
  const { version } = await app.item(id);
  const { status } = await app.verb(id, name, body);
  expect([200, 409, 422]).toContain(status);
  if (status !== 200) {
    expect(await stateOf(app, id)).toEqual(before);
    return;
  }
  expect((await app.item(id)).version).toBe(version + 1);
  expect(await app.act(id, 'undo')).toMatchObject({ version: version + 2, undo: null });
  expect(await stateOf(app, id), name).toEqual(before);
  expect((await app.verb(id, name, body)).status).toBe(200);
};

describe('undo', () => {
  test('right after any verb, in any state, restores everything but the version', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async steps => {
        const app = await testApp({ patients: 1 });
        await app.pressure(1, 85);
        for (const one of steps) {
          await app.setTime(app.clock.now() + 1);
          if ('measure' in one) await measured[one.measure]?.(app);
          else await doUndoDo(app, openVerbs[one.verb] as Verb);
          await app.idle();
        }
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  const urgentItem = async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    return { app, item: await app.openItem(1) };
  };

  test('of a close takes the acceptance back too: nothing is quiet, and the alert waits again', async () => {
    const { app, item } = await urgentItem();
    await app.close(item);
    expect(await app.hasItem(1)).toBe(false);
    await app.act(item.id, 'undo');
    expect(await app.openItem(1)).toMatchObject({
      id: item.id,
      alerts: [{ needsReview: true, review: null }],
    });
    await app.setTime(app.clock.now() + 60_000);
    expect((await app.worklist()).items.map(i => i.id)).toEqual([item.id]);
  });

  test('of a close brings a snooze back, and its end', async () => {
    const { app, item } = await urgentItem();
    const until = app.clock.now() + hourMs;
    await app.act(item.id, 'snooze', { until: iso(until) });
    await app.close(item);
    await app.idle();
    await app.act(item.id, 'undo');
    await app.idle();
    expect(await app.item(item.id)).toMatchObject({ snoozedUntil: iso(until), snoozedBy: 'Ana Ruiz' });
    await app.setTime(until);
    expect((await app.outbox()).at(-1)).toMatchObject({ at: until, itemId: item.id });
    expect((await app.worklist()).items.map(i => i.id)).toEqual([item.id]);
  });

  test('of the only deed leaves an item that nobody has acted on: it closes by itself when its warning ends', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    const { id } = await app.openItem(1);
    await app.act(id, 'note', { text: 'wrong patient' });
    await app.act(id, 'undo');
    for (let i = 0; i < 2; i++) await app.pressure(1, 120);
    expect(await app.item(id)).toMatchObject({ state: 'closed', closedBy: 'system', notes: [] });
  });

  test('of a deed on an item whose warning has ended since closes it: nobody has acted on it', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    await app.pressure(1, 120);
    const { id } = await app.openItem(1);
    app.clock.set(app.clock.now() + 55_000);
    await app.act(id, 'acknowledge');
    const measuredAt = iso(app.clock.now());
    await app.setTime(app.clock.now() + 5_000);
    await app.send('cuff-1', 'blood-pressure', { measuredAt, systolic: 121, diastolic: 60, unit: 'mm[Hg]' });
    await app.idle();
    expect(await app.item(id)).toMatchObject({ state: 'acknowledged', resolved: true });
    expect(await app.act(id, 'undo')).toMatchObject({ state: 'closed', closedBy: 'system' });
  });

  test('is kept in the audit beside what it took back', async () => {
    const { app, item } = await urgentItem();
    await app.act(item.id, 'acknowledge');
    await app.act(item.id, 'undo');
    const { deed } = await written(app);
    expect((await app.audit()).slice(-2)).toMatchObject([
      { action: 'worklist-item.acknowledge', actor: 'person:Ana Ruiz' },
      {
        action: 'worklist-item.undo',
        actor: 'person:Ana Ruiz',
        subjectId: item.id,
        patientId: item.patient.id,
        detail: { verb: 'acknowledge', deedId: deed[0]?.id },
      },
    ]);
  });

  test('tells as what it is: a close taken back brings the line, a reopen taken back removes it', async () => {
    const { app, item } = await urgentItem();
    const kindsOf = async (act: () => Promise<unknown>) => {
      const events = (await app.outbox()).length;
      await act();
      return (await app.outbox()).slice(events).map(e => e.kind);
    };
    await app.close(item);
    expect(await kindsOf(() => app.act(item.id, 'undo'))).toContain('worklist-item.opened');
    await app.close(item);
    await app.act(item.id, 'reopen');
    expect(await kindsOf(() => app.act(item.id, 'undo'))).toEqual(['worklist-item.closed']);
  });

  test('is offered only while nothing has happened since', async () => {
    const { app, item } = await urgentItem();
    expect((await app.act(item.id, 'acknowledge')).undo).toMatchObject({
      verb: 'acknowledge',
      by: 'Ana Ruiz',
    });
    expect((await app.act(item.id, 'note', { text: 'x' }, 'Bo')).undo).toMatchObject({
      verb: 'note',
      by: 'Bo',
    });
    expect((await app.act(item.id, 'undo', {}, 'Bo')).undo).toBeNull();
  });
});
