import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { fetchItem, updateItem } from '../../src/worklist/verb.ts';
import {
  alertOf,
  expectProblem,
  iso,
  patientWords,
  review,
  reviewsFor,
  type TestApp,
  testApp,
} from '../api/app.ts';
import { putItems, refuseAudit, written } from './rows.ts';

type BodyOf = (reviews: object[]) => object;

const verbs: readonly (readonly [verb: string, body: BodyOf])[] = [
  ['acknowledge', () => ({})],
  ['assign', () => ({ to: 'Cy Dorn' })],
  ['snooze', () => ({ until: '2026-11-23T14:00:00Z', reason: 'asleep' })],
  ['escalate', () => ({ to: { role: 'lead' }, why: 'no answer' })],
  ['await-provider', () => ({ what: 'another dose?' })],
  ['note', () => ({ text: 'called' })],
  ['log-contact', () => ({ who: 'patient', channel: 'phone', reached: true })],
  ['close', reviews => ({ reviews, note: 'called' })],
];

const urgentItem = async () => {
  const app = await testApp();
  await app.pressure(1, 75);
  return { app, item: await app.openItem(1) };
};

const conflict = { status: 409, code: 'conflict', field: null };

describe('every verb', () => {
  test.each(verbs)(
    '%s leaves one audit row that says who did what to which item of whom',
    async (verb, body) => {
      const { app, item } = await urgentItem();
      const before = (await app.audit()).length;
      await app.act(item.id, verb, body(reviewsFor(item)), 'Bo%20Chen');
      const rows = (await app.audit()).slice(before);
      expect(rows).toMatchObject([
        {
          at: app.clock.now(),
          actor: 'person:Bo Chen',
          action: `worklist-item.${verb}`,
          subjectType: 'worklist-item',
          subjectId: item.id,
          patientId: item.patient.id,
        },
      ]);
    },
  );

  test.each(verbs)('%s leaves one deed with the version it made', async (verb, body) => {
    const { app, item } = await urgentItem();
    await app.act(item.id, verb, body(reviewsFor(item)), 'Bo%20Chen');
    expect((await written(app)).deed).toMatchObject([
      { itemId: item.id, patientId: item.patient.id, verb, by: 'Bo Chen', at: app.clock.now(), version: 2 },
    ]);
  });

  test.each(verbs)('%s says nothing of the patient in its audit row and events', async (verb, body) => {
    const { app, item } = await urgentItem();
    await app.act(item.id, verb, body(reviewsFor(item)));
    const row = (await app.audit()).at(-1);
    const told = JSON.stringify([row?.detail, await app.outbox()]);
    for (const word of [...patientWords, 'asleep', 'no answer', 'another dose', 'called'])
      expect(told).not.toContain(word);
  });

  test.each(verbs)('%s changes nothing at all when its audit row cannot be written', async (verb, body) => {
    const { app, item } = await urgentItem();
    const before = await written(app);
    await refuseAudit(app);
    const response = await app.verb(item.id, verb, body(reviewsFor(item)));
    await expectProblem(response, { status: 500, code: 'internal', field: null });
    expect(await written(app)).toEqual(before);
  });

  test('the audit row of a note holds its id, never its text', async () => {
    const { app, item } = await urgentItem();
    const { notes } = await app.act(item.id, 'note', { text: 'her daughter Annabel answered' });
    const row = (await app.audit()).at(-1);
    expect(row?.detail).toEqual({ noteId: notes[0]?.id });
  });

  test('raises the version by one', async () => {
    const { app, item } = await urgentItem();
    const versions = [
      await app.act(item.id, 'acknowledge', { version: 1 }),
      await app.act(item.id, 'note', { text: 'a' }),
      await app.act(item.id, 'close', { version: 3, reviews: reviewsFor(item) }),
    ].map(i => i.version);
    expect(versions).toEqual([2, 3, 4]);
  });

  test('a change on an item that moved on since it was fetched is a conflict, and is undone', async () => {
    const { app, item } = await urgentItem();
    const { store } = app.running();
    const deps = { store, actor: { type: 'system' } as const, at: app.clock.now() };
    const change = store.write(async () => {
      const fetched = await fetchItem(deps, item.id);
      await updateItem(deps, fetched, { lastActor: 'first' });
      await updateItem(deps, fetched, { lastActor: 'second' });
    });
    await expect(change).rejects.toThrow(AppError);
    expect((await app.item(item.id)).version).toBe(1);
  });

  test('a version that the item never had is a conflict too', async () => {
    const { app, item } = await urgentItem();
    const problem = await expectProblem(await app.verb(item.id, 'acknowledge', { version: 7 }), conflict);
    expect(problem.conflict).toEqual({ by: 'system', at: item.changedAt, state: 'open' });
  });
});

/** What two people who act at the same moment are each told. */
const atOnce = async (app: TestApp, id: string, verb: string, body: object) => {
  const responses = await Promise.all(['Ana', 'Bo', 'Cy'].map(actor => app.verb(id, verb, body, actor)));
  const [winner] = responses.filter(r => r.status === 200);
  return { winner: winner as Response, losers: responses.filter(r => r !== winner) };
};

describe('several people at once', () => {
  test.each([
    ['acknowledge', 'acknowledged', () => ({ version: 1 })],
    ['acknowledge', 'acknowledged', () => ({})],
    ['close', 'closed', (reviews: object[]) => ({ version: 1, reviews })],
    ['close', 'closed', (reviews: object[]) => ({ reviews })],
    ['assign', 'open', () => ({ version: 1, to: 'Cy' })],
    ['snooze', 'open', () => ({ version: 1, until: '2026-11-23T14:00:00Z' })],
    ['escalate', 'open', () => ({ version: 1, to: { role: 'lead' }, why: 'x' })],
    ['await-provider', 'open', () => ({ version: 1, what: 'x' })],
  ])('%s: one succeeds, the others learn who was first and when', async (verb, state, body) => {
    const { app, item } = await urgentItem();
    const { winner, losers } = await atOnce(app, item.id, verb, body(reviewsFor(item)));
    const [deed] = (await written(app)).deed;
    const by = deed?.by ?? 'nobody';
    expect(winner.status).toBe(200);
    for (const loser of losers) {
      const problem = await expectProblem(loser, conflict);
      expect(problem.conflict).toEqual({ by, at: iso(app.clock.now()), state });
      expect(problem.detail).toContain(by);
    }
    expect((await app.audit()).filter(row => row.action === `worklist-item.${verb}`)).toHaveLength(1);
  });

  test('note: every note is kept', async () => {
    const { app, item } = await urgentItem();
    const people = Array.from({ length: 8 }, (_, i) => `Nurse ${i}`);
    const responses = await Promise.all(
      people.map(actor => app.verb(item.id, 'note', { text: `by ${actor}`, version: 1 }, actor)),
    );
    expect(responses.map(r => r.status)).toEqual(people.map(() => 200));
    const { notes, version } = await app.item(item.id);
    expect(notes.map(n => n.by).sort()).toEqual(people);
    expect(version).toBe(9);
  });

  test('log-contact: every attempt is kept', async () => {
    const { app, item } = await urgentItem();
    const body = { who: 'patient', channel: 'phone', reached: false, version: 1 };
    const { losers } = await atOnce(app, item.id, 'log-contact', body);
    expect(losers.map(r => r.status)).toEqual([200, 200]);
    expect((await app.item(item.id)).contacts.map(c => c.attempt).sort()).toEqual([1, 2, 3]);
  });

  test('acknowledge: it is not said of one who only wrote a note that he acknowledged', async () => {
    const { app, item } = await urgentItem();
    await app.act(item.id, 'acknowledge', {}, 'Ana');
    await app.act(item.id, 'note', { text: 'saw it' }, 'Bo');
    const problem = await expectProblem(await app.verb(item.id, 'acknowledge', {}, 'Cy'), conflict);
    expect(problem.detail).not.toMatch(/^Bo acknowledged/);
  });

  test('a stale version is refused: an acknowledgement by another in between is seen first', async () => {
    const { app, item } = await urgentItem();
    await app.act(item.id, 'acknowledge', { version: 1 }, 'Ana');
    const body = { version: 1, reviews: reviewsFor(item) };
    const problem = await expectProblem(await app.verb(item.id, 'close', body, 'Bo'), conflict);
    expect(problem.conflict).toEqual({ by: 'Ana', at: iso(app.clock.now()), state: 'acknowledged' });
  });

  test('a verb on an item that the machine closed names the machine', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    const { id } = await app.openItem(1);
    for (let i = 0; i < 2; i++) await app.pressure(1, 120);
    for (const [verb, body] of [
      ['acknowledge', {}],
      ['note', { text: 'x' }],
      ['close', {}],
    ] as const) {
      const problem = await expectProblem(await app.verb(id, verb, body), conflict);
      expect(problem.conflict).toMatchObject({ by: 'system', state: 'closed' });
    }
  });
});

describe('acknowledge', () => {
  test('keeps the item on the worklist, in its place', async () => {
    const { app, item } = await urgentItem();
    await app.glucose(2, 50);
    const order = (await app.worklist()).items.map(i => i.id);
    await app.act(item.id, 'acknowledge');
    expect((await app.worklist()).items.map(i => i.id)).toEqual(order);
    expect(await app.item(item.id)).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Ana Ruiz' });
  });

  test('makes an item without owner the actor’s, and leaves another’s to its owner', async () => {
    const { app, item } = await urgentItem();
    expect(await app.act(item.id, 'acknowledge', {}, 'Bo')).toMatchObject({ owner: 'Bo' });
    await app.glucose(1, 50);
    expect(await app.act(item.id, 'acknowledge', {}, 'Cy')).toMatchObject({
      acknowledgedBy: 'Cy',
      owner: 'Bo',
    });
  });

  test('needs no version: the state alone then decides', async () => {
    const { app, item } = await urgentItem();
    await app.act(item.id, 'note', { text: 'x' });
    expect(await app.act(item.id, 'acknowledge', {}, 'Bo')).toMatchObject({ acknowledgedBy: 'Bo' });
  });
});

describe('close', () => {
  const bothAlerts = async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    await app.glucose(1, 65);
    const item = await app.openItem(1);
    return {
      app,
      item,
      urgent: alertOf(item, 'bp-low').id,
      warning: alertOf(item, 'glucose-low-level-1').id,
    };
  };

  test('requires a review of each alert that demands the item, and lists those left out', async () => {
    const { app, item, urgent, warning } = await bothAlerts();
    const before = await written(app);
    for (const [given, missing] of [
      [[], [urgent, warning]],
      [[urgent], [warning]],
      [[warning], [urgent]],
    ] as const) {
      const response = await app.verb(item.id, 'close', { reviews: given.map(id => review(id)) });
      const problem = await expectProblem(response, {
        status: 422,
        code: 'reviews-missing',
        field: 'reviews',
      });
      for (const id of missing) expect(problem.remedy).toContain(id);
      for (const id of given) expect(problem.remedy).not.toContain(id);
    }
    expect(await written(app)).toEqual(before);
  });

  test('keeps one review a decision, with the severity that was accepted', async () => {
    const { app, item, urgent, warning } = await bothAlerts();
    const reviews = [review(urgent, { verdict: 'artefact' }), review(warning, { action: 'watching' })];
    await app.act(item.id, 'close', { reviews });
    const { review: kept } = await written(app);
    expect(kept).toMatchObject([
      { alertId: urgent, itemId: item.id, severity: 'urgent', verdict: 'artefact', by: 'Ana Ruiz' },
      { alertId: warning, itemId: item.id, severity: 'warning', action: 'watching', by: 'Ana Ruiz' },
    ]);
  });

  test('an alert that fires and waits for a repeat need not be reviewed', async () => {
    const app = await testApp();
    await app.glucose(1, 50);
    await app.pressure(1, 185);
    const item = await app.openItem(1);
    expect(item.alerts).toHaveLength(2);
    expect(await app.close(item)).toMatchObject({ state: 'closed' });
  });

  test('a review of an alert that waits for none is refused', async () => {
    const app = await testApp();
    await app.glucose(1, 50);
    await app.pressure(1, 185);
    const item = await app.openItem(1);
    const reviews = item.alerts.map(a => review(a.id));
    await expectProblem(await app.verb(item.id, 'close', { reviews }), {
      status: 400,
      code: 'bad-request',
      field: 'reviews.alertId',
    });
  });

  test('two reviews of one alert that disagree are refused', async () => {
    const { app, item } = await urgentItem();
    const [alert] = item.alerts;
    const reviews = [review(alert?.id ?? ''), review(alert?.id ?? '', { verdict: 'artefact' })];
    const { status } = await app.verb(item.id, 'close', { reviews });
    expect(status).toBe(400);
  });

  test('a review of an alert that ended while the form was filled in is kept, not refused', async () => {
    const app = await testApp();
    await app.glucose(1, 50);
    await app.pressure(1, 85);
    const seen = await app.openItem(1);
    for (let i = 0; i < 2; i++) await app.pressure(1, 120);
    const response = await app.verb(seen.id, 'close', { version: seen.version, reviews: reviewsFor(seen) });
    expect([response.status, await response.json()]).toMatchObject([200, { state: 'closed' }]);
  });

  test('an item that waits for nothing closes without a review', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    const { id } = await app.openItem(1);
    await app.act(id, 'acknowledge');
    for (let i = 0; i < 2; i++) await app.pressure(1, 120);
    expect(await app.item(id)).toMatchObject({ state: 'acknowledged', resolved: true });
    expect(await app.act(id, 'close')).toMatchObject({ state: 'closed', closedBy: 'Ana Ruiz' });
  });

  test('a review on an item that waits for none says that none is needed', async () => {
    const app = await testApp();
    await putItems(app, [{ id: 'wli_a' }]);
    const problem = await expectProblem(await app.verb('wli_a', 'close', { reviews: [review('alr_x')] }), {
      status: 400,
      code: 'bad-request',
      field: 'reviews.alertId',
    });
    expect(problem.remedy).toContain('no alert waits');
  });

  test('an alert that came up after the item was seen is a conflict, and without a version must be reviewed too', async () => {
    const { app, item } = await urgentItem();
    await app.glucose(1, 50);
    const body = { reviews: reviewsFor(item) };
    const stale = await app.verb(item.id, 'close', { ...body, version: item.version });
    expect((await expectProblem(stale, conflict)).detail).toMatch(/^a new or worse alert changed this item/);
    const missing = { status: 422, code: 'reviews-missing', field: 'reviews' };
    const problem = await expectProblem(await app.verb(item.id, 'close', body), missing);
    expect(problem.remedy).toContain(alertOf(await app.openItem(1), 'glucose-low-level-2').id);
  });

  test('an alert that grew worse after the item was seen is never closed or acknowledged as what it was', async () => {
    const app = await testApp();
    await app.pressure(1, 185);
    await app.setTime(app.clock.now() + 16 * 60_000);
    const seen = await app.openItem(1);
    for (const systolic of [240, 242]) await app.pressure(1, systolic);
    const body = { version: seen.version, reviews: reviewsFor(seen) };
    await expectProblem(await app.verb(seen.id, 'close', body), conflict);
    await expectProblem(await app.verb(seen.id, 'acknowledge', { version: seen.version }), conflict);
    expect(await app.openItem(1)).toMatchObject({ id: seen.id, severity: 'critical', state: 'open' });
  });

  test('an accepted critical that is found again comes back, though it is no worse', async () => {
    const app = await testApp();
    for (const systolic of [190, 191]) await app.pressure(1, systolic);
    await app.close(await app.openItem(1));
    for (const systolic of [190, 191]) await app.pressure(1, systolic);
    expect(await app.openItem(1)).toMatchObject({ severity: 'critical', state: 'open' });
  });

  test('a blank note is no note', async () => {
    const { app, item } = await urgentItem();
    const { notes } = await app.act(item.id, 'close', { reviews: reviewsFor(item), note: '   ' });
    expect(notes).toEqual([]);
  });
});
