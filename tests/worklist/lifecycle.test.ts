import { describe, expect, test } from 'vitest';
import { hourMs } from '../../src/domain/local-day.ts';
import type { Rule } from '../../src/domain/rule.ts';
import { attach } from '../../src/worklist/attach.ts';
import { alertOf, iso, only, type TestApp, testApp } from '../api/app.ts';
import { plainRule } from '../rules/build.ts';
import { putItems } from './rows.ts';

const end = async (app: TestApp, n = 1) => {
  for (let i = 0; i < 2; i++) await app.pressure(n, 120);
};

const critical = async (app: TestApp) => {
  for (const systolic of [190, 191]) await app.pressure(1, systolic);
};

const urgent = (app: TestApp) => app.pressure(1, 75);

describe('an urgent or critical alert that ends by itself', () => {
  test.each([
    ['urgent', urgent],
    ['critical', critical],
  ] as const)('%s: stays on the worklist as resolved until a person reviews it', async (severity, raise) => {
    const app = await testApp();
    await raise(app);
    const { id } = await app.openItem(1);
    await end(app);
    expect(await app.openItem(1)).toMatchObject({ id, state: 'open', severity, resolved: true });
    expect((await app.worklist()).items.map(i => i.id)).toEqual([id]);
    const closed = await app.close(await app.item(id));
    expect(closed.alerts).toMatchObject([
      { state: 'ended', needsReview: false, review: { acceptedUntil: null } },
    ]);
    expect((await app.worklist()).total).toBe(0);
  });

  test('stays across a restart, and after days of good readings', async () => {
    const app = await testApp();
    await critical(app);
    const { id } = await app.openItem(1);
    await end(app);
    await app.restart();
    expect(await app.openItem(1)).toMatchObject({ id, resolved: true });
    for (let i = 0; i < 3; i++) {
      await app.setTime(app.clock.now() + 24 * 3_600_000);
      await app.pressure(1, 120);
    }
    await app.restart();
    expect(await app.openItem(1)).toMatchObject({ id, severity: 'critical', resolved: true });
  });

  test('stays also when it began and ended between two evaluations', async () => {
    const app = await testApp();
    const send = (minute: number, systolic: number) =>
      app.send('cuff-1', 'blood-pressure', {
        measuredAt: iso(app.clock.now() - (10 - minute) * 60_000),
        systolic,
        diastolic: 50,
        unit: 'mm[Hg]',
      });
    await Promise.all([75, 120, 121].map((systolic, minute) => send(minute, systolic)));
    await app.idle();
    expect(await app.openItem(1)).toMatchObject({ severity: 'urgent', resolved: true });
  });

  test('that fires again is a second alert on the same item, linked to the first', async () => {
    const app = await testApp();
    await urgent(app);
    const { id } = await app.openItem(1);
    await end(app);
    await urgent(app);
    const item = await app.openItem(1);
    expect(item).toMatchObject({ id, resolved: false });
    expect(item.alerts).toHaveLength(2);
    const [first] = item.alerts.filter(a => a.state === 'ended');
    expect(alertOf(item, 'bp-low').previousAlertId).toBe(first?.id);
    expect((await app.close(item)).alerts.every(a => a.review !== null)).toBe(true);
  });
});

describe('a reading that arrives late', () => {
  const late = async (app: TestApp, measuredAt: number, systolic: number) => {
    const payload = { measuredAt: iso(measuredAt), systolic, diastolic: 50, unit: 'mm[Hg]' };
    app.clock.set(app.clock.now() + 600_000);
    await app.send('cuff-1', 'blood-pressure', payload);
    await app.idle();
  };

  test('and undoes the end of an alert brings it back to the worklist, though its end was reviewed', async () => {
    const app = await testApp();
    await urgent(app);
    await end(app);
    await app.close(await app.openItem(1));
    await late(app, app.clock.now() - 30_000, 74);
    expect(only(await app.alerts(1))).toMatchObject({ state: 'firing', needsReview: true });
    expect(await app.openItem(1)).toMatchObject({ severity: 'urgent', resolved: false });
  });

  test('and undoes the end of an alert makes its item unresolved again', async () => {
    const app = await testApp();
    await urgent(app);
    await end(app);
    const { id } = await app.openItem(1);
    await late(app, app.clock.now() - 30_000, 74);
    expect(await app.openItem(1)).toMatchObject({ id, resolved: false });
  });

  test('and shows that an alert was raised without need leaves it for a person to review', async () => {
    const app = await testApp();
    await app.pressure(1, 185);
    await app.setTime(app.clock.now() + 16 * 60_000);
    const { id } = await app.openItem(1);
    await late(app, app.clock.now() - 15 * 60_000, 120);
    expect(await app.openItem(1)).toMatchObject({ id, severity: 'urgent', alerts: [{ needsReview: true }] });
  });

  test('and is itself urgent opens an item, judged at its own instant', async () => {
    const app = await testApp();
    await end(app);
    await late(app, app.clock.now() - 30_000, 74);
    expect((await app.openItem(1)).alerts).toMatchObject([{ startedAt: '2026-11-23T12:01:30.000Z' }]);
  });

  test('days late, beyond what the rule allows, is kept and raises nothing', async () => {
    const app = await testApp();
    await late(app, app.clock.now() - 4 * 86_400_000, 70);
    expect(await app.hasItem(1)).toBe(false);
    expect((await app.patient(1)).lastReadingAt).toHaveProperty('blood-pressure');
  });
});

describe('a reading that was not confirmed', () => {
  test('a severe reading whose repeat is normal never reaches the worklist', async () => {
    const app = await testApp();
    await app.pressure(1, 185);
    expect(await app.hasItem(1)).toBe(false);
    await app.pressure(1, 120);
    expect(only(await app.alerts(1))).toMatchObject({
      state: 'ended',
      endReason: 'not-confirmed',
      firedAt: null,
    });
    expect(await app.hasItem(1)).toBe(false);
  });

  test('an alert that never fired needs no review, wherever it is shown', async () => {
    const app = await testApp();
    await app.pressure(1, 185);
    await app.pressure(1, 120);
    expect(only(await app.alerts(1)).needsReview).toBe(false);
  });

  test('a severe reading that nobody repeats becomes "unconfirmed: call"', async () => {
    const app = await testApp();
    await app.pressure(1, 185);
    await app.setTime(app.clock.now() + 15 * 60_000);
    expect(await app.openItem(1)).toMatchObject({
      severity: 'urgent',
      confirmed: false,
      alerts: [{ because: expect.stringContaining('unconfirmed: call') }],
    });
  });
});

describe('a warning that ends', () => {
  test('leaves the worklist by itself; the machine’s audit row and event say so', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    const { id, patient } = await app.openItem(1);
    await end(app);
    expect((await app.worklist()).total).toBe(0);
    expect(await app.item(id)).toMatchObject({
      state: 'closed',
      resolved: true,
      closedBy: 'system',
      closedAt: iso(app.clock.now()),
    });
    expect((await app.audit()).at(-1)).toMatchObject({
      at: app.clock.now(),
      actor: 'system:system',
      action: 'worklist-item.close',
      subjectId: id,
      patientId: patient.id,
    });
    expect((await app.outbox()).at(-1)).toMatchObject({ kind: 'worklist-item.closed', itemId: id });
  });

  test('leaves only when every other alert of the patient has ended too', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    await app.glucose(1, 65);
    const { id } = await app.openItem(1);
    await end(app);
    expect(await app.openItem(1)).toMatchObject({ id, resolved: false });
    for (let i = 0; i < 2; i++) await app.glucose(1, 120);
    expect(await app.hasItem(1)).toBe(false);
  });

  test('stays, as resolved, on an item that somebody has taken up', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    const { id } = await app.openItem(1);
    await app.act(id, 'acknowledge');
    await end(app);
    expect(await app.openItem(1)).toMatchObject({ id, state: 'acknowledged', resolved: true });
    expect((await app.outbox()).at(-1)).toMatchObject({ kind: 'worklist-item.changed', itemId: id });
  });

  test('that fires again opens a new item', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    const { id } = await app.openItem(1);
    await end(app);
    await app.setTime(app.clock.now() + hourMs);
    await app.pressure(1, 85);
    expect((await app.openItem(1)).id).not.toBe(id);
  });

  test('closes nothing when the audit row cannot be written, and is tried again', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    const { id } = await app.openItem(1);
    const { sqlite } = app.running().store;
    sqlite.exec(
      `CREATE TRIGGER refuse_audit BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'secret'); END`,
    );
    await end(app);
    expect(await app.item(id)).toMatchObject({ state: 'open', alerts: [{ state: 'firing' }] });
    sqlite.exec('DROP TRIGGER refuse_audit');
    await app.setTime(app.clock.now() + 3_600_000);
    expect(await app.item(id)).toMatchObject({ state: 'closed', alerts: [{ state: 'ended' }] });
  });
});

describe('an acknowledged item', () => {
  const acknowledged = async (systolic: number) => {
    const app = await testApp();
    await app.pressure(1, systolic);
    const { id } = await app.openItem(1);
    await app.act(id, 'acknowledge');
    return { app, id };
  };

  test('returns to open on a new urgent alert, marked as new, and keeps who had acknowledged it', async () => {
    const { app, id } = await acknowledged(75);
    await app.glucose(1, 50);
    const item = await app.openItem(1);
    expect(item).toMatchObject({ id, state: 'open', acknowledgedBy: 'Ana Ruiz' });
    expect(item.alerts.map(a => [a.ruleId, a.isNew])).toEqual([
      ['glucose-low-level-2', true],
      ['bp-low', false],
    ]);
    expect(item.changedAt).toBe(iso(app.clock.now()));
  });

  test('returns to open when its alert grows worse', async () => {
    const { app, id } = await acknowledged(85);
    await app.pressure(1, 75);
    expect(await app.openItem(1)).toMatchObject({
      id,
      state: 'open',
      severity: 'urgent',
      acknowledgedBy: 'Ana Ruiz',
    });
  });

  test('returns to open on a new alert that is worse than what was acknowledged', async () => {
    const app = await testApp();
    await app.weight(1, 500);
    const { id } = await app.openItem(1);
    await app.act(id, 'acknowledge');
    await app.pressure(1, 85);
    expect(await app.openItem(1)).toMatchObject({ id, state: 'open', severity: 'warning' });
  });

  test('stays acknowledged on a new warning that is no worse, which is marked as new', async () => {
    const { app } = await acknowledged(85);
    await app.glucose(1, 65);
    const item = await app.openItem(1);
    expect(item.state).toBe('acknowledged');
    expect(alertOf(item, 'glucose-low-level-1').isNew).toBe(true);
  });

  test('stays acknowledged while its alert merely goes on', async () => {
    const { app } = await acknowledged(75);
    const before = await app.openItem(1);
    await app.pressure(1, 76);
    expect(await app.openItem(1)).toMatchObject({ state: 'acknowledged', changedAt: before.changedAt });
  });

  test('of which nobody kept how severe it was returns to open on anything new', async () => {
    const app = await testApp();
    await putItems(app, [{ state: 'acknowledged', acknowledgedBy: 'Ana Ruiz', severity: 3 }]);
    await app.weight(1, 500);
    expect(await app.openItem(1)).toMatchObject({ state: 'open', severity: 'info' });
  });

  test('that returned to open may be acknowledged by another', async () => {
    const { app, id } = await acknowledged(75);
    await app.glucose(1, 50);
    const again = await app.act(id, 'acknowledge', {}, 'Bo Chen');
    expect(again).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Bo Chen' });
    expect(again.alerts.some(a => a.isNew)).toBe(false);
  });

  test('that returned to open does not leave by itself when its warning ends', async () => {
    const app = await testApp();
    await app.weight(1, 500);
    const { id } = await app.openItem(1);
    await app.act(id, 'acknowledge');
    await app.pressure(1, 85);
    await end(app);
    expect((await app.openItem(1)).id).toBe(id);
  });
});

describe('a rule that the catalogue does not know', () => {
  const foreign: Rule = {
    ...plainRule,
    id: 'site-rule',
    version: 3,
    title: 'A rule of the site',
    concern: 'weight',
    kinds: ['weight'],
    latenessLimitMs: 1_000,
    evaluate: () => ({
      is: 'firing',
      severity: 'critical',
      confirmed: false,
      because: 'because',
      evidence: { readings: [], limits: {} },
    }),
  };

  test('is shown by its id', async () => {
    const app = await testApp({ rules: [foreign] });
    await app.weight(1, 80);
    expect(only((await app.openItem(1)).alerts)).toMatchObject({ ruleTitle: 'site-rule', ruleVersion: 3 });
    await app.close(await app.openItem(1), { verdict: 'expected', action: 'nothing-needed' });
  });
});

describe('bringing an item in line with the alerts', () => {
  const attaching = async (app: TestApp, patientId: string) => {
    const { store } = app.running();
    await store.write(() =>
      attach(store, {
        patientId,
        programId: 'heart-failure',
        changedIds: [],
        newsIds: [],
        againIds: [],
        now: app.clock.now(),
      }),
    );
  };

  test('does nothing for a patient without alerts and without an item', async () => {
    const app = await testApp();
    const { id } = await app.patient(1);
    await attaching(app, id);
    expect(await app.outbox()).toEqual([]);
  });

  test('closes an open item that no alert demands', async () => {
    const app = await testApp();
    await putItems(app, [{}]);
    await attaching(app, (await app.patient(1)).id);
    expect(await app.hasItem(1)).toBe(false);
  });

  test('changes nothing when it is done again', async () => {
    const app = await testApp();
    await urgent(app);
    const before = await app.openItem(1);
    await attaching(app, before.patient.id);
    expect(await app.openItem(1)).toEqual(before);
  });
});

describe('an item whose patient is not in the roster', () => {
  test('is left out of pages, and its alerts name no site id', async () => {
    const app = await testApp();
    await urgent(app);
    await app.glucose(2, 50);
    const item = await app.openItem(1);
    const { store } = app.running();
    store.sqlite.prepare('DELETE FROM patient WHERE id = ?').run(item.patient.id);
    expect((await app.worklist()).items.map(i => i.patient.siteId)).toEqual(['P2']);
    const { items } = await app.get<{ items: { patientSiteId: string }[] }>('/api/v1/alerts');
    expect(items.map(a => a.patientSiteId)).toEqual(['P2', '']);
  });
});
