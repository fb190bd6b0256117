import type { Statement } from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { newId } from '../../src/ids.ts';
import { listWorklist } from '../../src/worklist/list.ts';
import { worklistQuery } from '../../src/worklist/list-filter.ts';
import { only, type TestApp, testApp } from '../api/app.ts';
import { preparedAnew } from '../support/prepared-anew.ts';
import { putPatients, putRank } from './rows.ts';

const lineOf = async (app: TestApp) => only((await app.worklist()).items);

describe('a line', () => {
  test('says how a value went since somebody took the patient up', async () => {
    const app = await testApp({ patients: 1 });
    await app.pressure(1, 85);
    expect((await lineOf(app)).changed).toBeNull();
    await app.act((await app.openItem(1)).id, 'acknowledge');
    expect((await lineOf(app)).changed).toBeNull();
    await app.pressure(1, 75);
    expect(await lineOf(app)).toMatchObject({
      state: 'open',
      why: { value: { measure: 'systolic', value: 75 } },
      changed: {
        since: { by: 'Ana Ruiz', did: 'acknowledged', at: '2026-11-23T12:01:00.000Z' },
        before: 85,
        changes: [{ is: 'worse' }],
        said: 'systolic 85 → 75; 1 worse since Ana Ruiz acknowledged it at 07:01',
      },
    });
    expect(await app.item((await lineOf(app)).id)).toMatchObject({ changed: (await lineOf(app)).changed });
  });

  test('that opens anew says how a value went since the last was closed', async () => {
    const app = await testApp({ patients: 1 });
    await app.pressure(1, 85);
    await app.close(await app.openItem(1));
    await app.pressure(1, 75);
    expect((await lineOf(app)).changed).toMatchObject({
      since: { by: 'Ana Ruiz', did: 'closed' },
      before: 85,
    });
  });

  test('says when a reading was measured, when it came, and what makes one doubt it', async () => {
    const app = await testApp({ patients: 1 });
    const measuredAt = new Date(app.clock.now() - 2 * hourMs).toISOString();
    await app.send('cuff-1', 'blood-pressure', { measuredAt, systolic: 75, diastolic: 50, unit: 'mm[Hg]' });
    await app.idle();
    expect((await lineOf(app)).why).toMatchObject({
      measuredAt,
      arrivedAt: '2026-11-23T12:00:00.000Z',
      flags: ['late'],
    });
  });

  test('about a reading of unclear owner says so', async () => {
    const app = await testApp();
    await app.send('shared', 'blood-pressure', { systolic: 190, diastolic: 100, unit: 'mm[Hg]' });
    await app.idle();
    const { items } = await app.worklist();
    expect(items).toHaveLength(2);
    for (const { why } of items) {
      expect(why).toMatchObject({
        value: { measure: 'systolic', value: 190 },
        confirmed: false,
        readings: { agree: 1, of: 2 },
      });
      expect(why?.flags).toContain('unowned');
    }
  });

  test('draws the kind that it is about, with limits of the patient and the meter’s unit', async () => {
    const app = await testApp({ patients: 1 });
    await app.send('meter-1', 'glucose', { value: 2.8, unit: 'mmol/L' });
    await app.idle();
    expect(await lineOf(app)).toMatchObject({
      why: { value: { measure: 'glucose', value: 2.8, unit: 'mmol/L' }, limit: { value: 3, unit: 'mmol/L' } },
      sparkline: { kind: 'glucose', unit: 'mmol/L', limits: [{ value: 3.9 }, { value: 13.9 }] },
    });
    expect((await lineOf(app)).sparkline?.values.at(-1)).toBe(2.8);
  });

  test('says place in the panel, contact, task, stay, days and minutes', async () => {
    const app = await testApp({ patients: 1 });
    await app.pressure(1, 85);
    const item = await app.openItem(1);
    await putRank(app, 1, 'highest', ['first', 'second', 'third', 'fourth']);
    await putPatients(app, [{ site: 'North', tags: ['frail'] }]);
    await app.act(item.id, 'log-contact', { who: 'patient', channel: 'phone', reached: false });
    const now = app.clock.now();
    const { store } = app.running();
    const { t } = store;
    const patientId = item.patient.id;
    const task = {
      patientId,
      kind: 'other',
      because: 'x',
      state: 'open' as const,
      version: 1,
      createdBy: 'x',
      createdAt: now,
    };
    const spent = { patientId, activity: 'call', interactive: true, by: 'Ana Ruiz', at: now, version: 1 };
    // midnight in New York, on the day on which clocks go back
    const monthStart = Date.parse('2026-11-01T04:00:00Z');
    await store.write(async () => {
      await store.db.insert(t.careTask).values([
        { ...task, id: newId('tsk'), title: 'later', dueAt: now + dayMs },
        { ...task, id: newId('tsk'), title: 'sooner', dueAt: now - 1 },
        { ...task, id: newId('tsk'), title: 'done', dueAt: now - dayMs, state: 'done' },
      ]);
      await store.db.insert(t.encounter).values([
        {
          id: newId('enc'),
          patientId,
          class: 'inpatient',
          admittedAt: now - 9 * dayMs,
          dischargedAt: now - 5 * dayMs,
          emergent: true,
          createdAt: now,
        },
        {
          id: newId('enc'),
          patientId,
          class: 'outpatient',
          admittedAt: now - dayMs,
          dischargedAt: now - dayMs,
          emergent: false,
          createdAt: now,
        },
      ]);
      await store.db.insert(t.minutes).values([
        { ...spent, id: newId('min'), startedAt: monthStart, seconds: 600, state: 'approved' },
        { ...spent, id: newId('min'), startedAt: monthStart - 1, seconds: 50, state: 'approved' },
        { ...spent, id: newId('min'), startedAt: now - 1, seconds: 60, state: 'waiting' },
        { ...spent, id: newId('min'), startedAt: now - 1, seconds: 7, state: 'discarded' },
      ]);
    });
    expect(await lineOf(app)).toMatchObject({
      site: 'North',
      tags: ['frail'],
      risk: {
        tier: 'highest',
        drivers: ['first', 'second', 'third'],
        percentile: 90,
        stale: null,
      },
      lastContact: { who: 'patient', reached: false, attempt: 1, by: 'Ana Ruiz' },
      nextTask: { title: 'sooner', overdue: true },
      stay: { is: 'past', class: 'inpatient' },
      transmittedDays: { days: 1, of: 16, within: 30 },
      minutes: { month: '2026-11', approvedSeconds: 600, waitingSeconds: 60 },
    });
  });
});

/** How many statements reading a page of the list asks. */
const statements = async (app: TestApp, limit: number): Promise<number> => {
  const { store } = app.running();
  const { readerSqlite: sqlite } = store;
  const { prepare } = sqlite;
  let count = 0;
  sqlite.prepare = ((source: string) => {
    count += 1;
    return prepare.call(sqlite, source);
  }) as typeof prepare;
  const viewer = { programs: null, name: null };
  const query = worklistQuery.parse({ limit: String(limit) });
  const { items } = await listWorklist(preparedAnew(store), query, viewer, app.clock.now());
  sqlite.prepare = prepare;
  expect(items).toHaveLength(limit);
  return count;
};

test('a page asks the store as often for one line as for many', async () => {
  const app = await testApp({ patients: 12 });
  for (let n = 1; n <= 12; n++) {
    await app.pressure(n, 85);
    await app.act((await app.openItem(n)).id, 'acknowledge');
  }
  expect(await statements(app, 12)).toBe(await statements(app, 1));
});

test('a page looks up what it tells of its patients by key: it walks through no table of everybody', async () => {
  const app = await testApp({ patients: 2 });
  for (const n of [1, 2]) {
    await app.pressure(n, 85);
    await app.act((await app.openItem(n)).id, 'acknowledge');
  }
  await app.idle();
  const { readerSqlite: sqlite } = app.running().store;
  const { prepare } = sqlite;
  const plans: string[] = [];
  sqlite.prepare = ((source: string) => {
    const plan: Statement<unknown[]> = prepare.call(sqlite, `EXPLAIN QUERY PLAN ${source}`);
    const nothing = Array.from(source.matchAll(/\?/g), () => 0);
    plans.push(...(plan.all(nothing) as { detail: string }[]).map(step => step.detail));
    return prepare.call(sqlite, source);
  }) as typeof prepare;
  const viewer = { programs: null, name: null };
  await listWorklist(preparedAnew(app.running().store), worklistQuery.parse({}), viewer, app.clock.now());
  sqlite.prepare = prepare;
  const ofMany = /^(SCAN|SEARCH) (\w+)(?!.*\b(patient_id|id|rowid|item_id|alert_id)=\?)(?! CONSTANT)/;
  const walked = plans.flatMap(step => ofMany.exec(step)?.[2] ?? []);
  // the open items and overdue requests, by indexes of their own; versions of rule sets; the latest import, by its index
  const allowed = ['asked', 'encounter', 'provider_request', 'rule_set', 'worklist_item'];
  expect([...new Set(walked)].sort()).toEqual(allowed);
});
