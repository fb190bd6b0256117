import { describe, expect, test } from 'vitest';
import { startAttendance } from '../../src/attendance/attendance.ts';
import { runPages } from '../../src/attendance/due-pages.ts';
import { eachApart } from '../../src/attendance/each-apart.ts';
import { escalateOverdue } from '../../src/attendance/escalate-overdue.ts';
import { lapseHandoffs } from '../../src/attendance/lapse-handoffs.ts';
import { watchQueues } from '../../src/attendance/unattended.ts';
import type { GivenHandoffBody } from '../../src/contract/handoffs.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { createLog } from '../../src/log.ts';
import { bodyAs } from '../api/app.ts';
import { coveredApp, only, sundayNight } from './app.ts';
import { planOf, roundTheClock } from './plans.ts';

const graceEnd = sundayNight + 5 * minuteMs;

/** Two critical items at night; whatever `refuse` says of a table is refused. */
const twoCritical = async () => {
  const app = await coveredApp({ plan: roundTheClock });
  await app.responder('Nia Night');
  await app.at(sundayNight - 2 * minuteMs);
  const [bad, good] = [await app.critical(1), await app.critical(2)];
  await app.settle();
  const { store } = app.running();
  const refuse = (on: string, when: string) =>
    store.write(() =>
      store.sqlite.exec(
        `CREATE TRIGGER refused BEFORE ${on} WHEN ${when} BEGIN SELECT RAISE(ABORT, 'secret'); END`,
      ),
    );
  return { app, store, bad, good, refuse };
};

test('one that fails holds up no other, and is named; what the others did counts', async () => {
  const did: string[] = [];
  const outcome = await eachApart(['a', 'b', 'c'], id => {
    if (id === 'b') throw new Error('no');
    did.push(id);
    return Promise.resolve(id === 'a');
  });
  expect(did).toEqual(['a', 'c']);
  expect({ did: outcome.did, failed: [...outcome.failures.keys()] }).toEqual({ did: true, failed: ['b'] });
});

describe('what fails holds up no other', () => {
  test('page', async () => {
    const { app, store, bad, good, refuse } = await twoCritical();
    await refuse('INSERT ON page', `new.item_id = '${bad.id}'`);
    const { did, failures } = await runPages(store, graceEnd);
    expect({ did, failed: [...failures.keys()] }).toEqual({ did: true, failed: [bad.id] });
    expect(only(await app.pages())).toMatchObject({ itemId: good.id, to: 'Nia Night' });
  });

  test('page, though a hundred fail that were due before', async () => {
    const { app, store, bad, good, refuse } = await twoCritical();
    const { worklistItem } = store.t;
    const rows = await store.reader.select().from(worklistItem);
    const row = rows.find(item => item.id === bad.id);
    if (!row) throw new Error('the item is gone');
    const many = Array.from({ length: 120 }, (_, n) => ({
      ...row,
      id: `wli_bad_${n}`,
      patientId: `pat_bad_${n}`,
      nextPageAt: sundayNight,
    }));
    await store.write(() => store.db.insert(worklistItem).values(many));
    await refuse('UPDATE ON worklist_item', "old.id LIKE 'wli_bad_%'");
    const { failures } = await runPages(store, graceEnd);
    expect(failures.size).toBe(120);
    expect((await app.pages()).map(page => page.itemId).sort()).toEqual([bad.id, good.id].sort());
  });

  test('overdue item', async () => {
    const { app, store, bad, good, refuse } = await twoCritical();
    await refuse('UPDATE OF escalated_to ON worklist_item', `old.id = '${bad.id}'`);
    const plans = new Map([['heart-failure', roundTheClock]]);
    const { did, failures } = await escalateOverdue(store, plans, sundayNight + 60 * minuteMs);
    expect({ did, failed: [...failures.keys()] }).toEqual({ did: true, failed: [bad.id] });
    expect((await app.item(good.id)).escalatedTo).toBe('role:lead');
  });

  test('hand-off', async () => {
    const { app, store, bad, good, refuse } = await twoCritical();
    const give = async (id: string) =>
      (
        await bodyAs<GivenHandoffBody>(
          await app.post('/api/v1/handoffs', { to: 'Otto Second', itemIds: [id] }),
        )
      ).id;
    const [first, second] = [await give(bad.id), await give(good.id)];
    await refuse('UPDATE ON handoff', `old.id = '${first}'`);
    const { did, failures } = await lapseHandoffs(store, sundayNight + 60 * minuteMs);
    expect({ did, failed: [...failures.keys()] }).toEqual({ did: true, failed: [first] });
    const lapsed = (await app.handoffs()).filter(handoff => handoff.escalatedAt !== null);
    expect(only(lapsed).id).toBe(second);
  });

  test('queue', async () => {
    const { app, store, bad, refuse } = await twoCritical();
    const { worklistItem } = store.t;
    const row = (await store.reader.select().from(worklistItem)).find(item => item.id === bad.id);
    if (!row) throw new Error('the item is gone');
    const other = { ...row, id: 'wli_other', patientId: 'pat_other', programId: 'diabetes' };
    await store.write(() => store.db.insert(worklistItem).values(other));
    await refuse('INSERT ON incident', "new.subject_id = 'diabetes'");
    const always = planOf({ shifts: roundTheClock.shifts, lead: 'Nia Night' });
    const plans = new Map([
      ['diabetes', always],
      ['heart-failure', always],
    ]);
    const { did, failures } = await watchQueues(store, plans, sundayNight + 60 * minuteMs);
    expect({ did, failed: [...failures.keys()] }).toEqual({ did: true, failed: ['diabetes'] });
    expect(only(await app.incidents())).toMatchObject({ subjectId: 'heart-failure' });
  });

  test('program whose plan cannot be read', async () => {
    const { app, store, bad, good } = await twoCritical();
    const broken = { plan: { timeZone: 'Nowhere' }, version: 1, by: 'Ana Ruiz', at: sundayNight };
    await store.write(() => store.db.insert(store.t.coverage).values({ programId: 'diabetes', ...broken }));
    await app.at(graceEnd);
    expect((await app.pages()).map(page => page.itemId).sort()).toEqual([bad.id, good.id].sort());
  });
});

test('a plan that cannot be read keeps no alert from being raised, and people from acting on it', async () => {
  const app = await coveredApp();
  const { store } = app.running();
  const broken = { plan: { timeZone: 'Nowhere' }, version: 1, by: 'Ana Ruiz', at: sundayNight };
  await store.write(() =>
    store.db.insert(store.t.coverage).values({ programId: 'heart-failure', ...broken }),
  );
  await app.at(sundayNight);
  const { id, slaDueAt } = await app.critical();
  expect(Date.parse(slaDueAt) - app.clock.now()).toBe(15 * minuteMs);
  expect((await app.act(id, 'acknowledge')).state).toBe('acknowledged');
});

test('what failed is logged by its id alone, others are told of what was done, and it is tried again in a minute', async () => {
  const { app, store, bad, refuse } = await twoCritical();
  await refuse('INSERT ON page', `new.item_id = '${bad.id}'`);
  const { attendance, directory } = app.running();
  await attendance.stop();
  app.clock.set(graceEnd);
  const lines: string[] = [];
  let notified = 0;
  const feed = { next: () => new Promise<void>(() => {}), notify: () => (notified += 1) };
  const log = createLog(app.clock.now, line => lines.push(line));
  const mine = startAttendance({ store, directory, feed, clock: app.clock, log });
  await mine.idle();
  expect(notified).toBeGreaterThan(0);
  expect(lines.map(line => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ event: 'attendance-failed', duty: 'pages', id: bad.id }),
  );
  expect(lines.join('')).not.toContain('secret');
  await store.write(() => store.sqlite.exec('DROP TRIGGER refused'));
  app.clock.set(graceEnd + minuteMs);
  await expect.poll(async () => (await app.pages(`?item=${bad.id}`)).length).toBe(1);
  await mine.stop();
});

test('what was open before anything was told of it is taken up in a minute where that failed at the start', async () => {
  const { app, store, bad, refuse } = await twoCritical();
  const { attendance, directory } = app.running();
  await attendance.stop();
  const { worklistItem } = store.t;
  await store.write(() => store.db.update(worklistItem).set({ nextPageAt: null }));
  await refuse('UPDATE OF next_page_at ON worklist_item', `old.id = '${bad.id}'`);
  app.clock.set(graceEnd);
  const feed = { next: () => new Promise<void>(() => {}), notify: () => {} };
  const log = createLog(app.clock.now, () => {});
  const mine = startAttendance({ store, directory, feed, clock: app.clock, log });
  await mine.idle();
  expect(await app.pages(`?item=${bad.id}`)).toEqual([]);
  await store.write(() => store.sqlite.exec('DROP TRIGGER refused'));
  app.clock.set(graceEnd + minuteMs);
  await mine.idle();
  expect(await app.pages(`?item=${bad.id}`)).toHaveLength(1);
  await mine.stop();
});
