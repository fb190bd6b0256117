import { describe, expect, test } from 'vitest';
import { resolveReading } from '../../../src/ingest/resolve-reading.ts';
import { stateWrites } from '../../../src/readings/history/state.ts';
import { dropQueue, keepQueue } from '../../../src/readings/history/triggers.ts';
import { bloodPressure, iso, now, testStore } from '../../support/store.ts';

const open = async () => {
  const s = await testStore();
  const first = await keepQueue(s.store, now);
  const queued = () => s.rows('history_queue').map(row => row.op);
  const pressure = (over = {}) => s.send({ payload: bloodPressure(iso(now - 60_000)), ...over });
  return { ...s, first, queued, pressure };
};

describe('the queue of the history', () => {
  test('holds a reading once it is stored, and nothing of a redelivery or of one without owner', async () => {
    const s = await open();
    await s.pressure();
    await s.pressure();
    await s.pressure({ device: 'shared-bp' });
    const [reading] = s.rows('reading');
    expect(s.rows('history_queue')).toMatchObject([
      {
        ...{ op: 'put', patient_id: s.patientId('P1'), kind: 'blood-pressure' },
        ...{ reading_id: reading?.id, measured_at: now - 60_000, lease: null },
      },
    ]);
  });

  test('holds history that came again live as one that overwrites', async () => {
    const s = await open();
    await s.pressure({ mode: 'history' });
    await s.pressure();
    expect(s.queued()).toEqual(['put', 'put']);
  });

  test('holds what a person decided: it goes from where it was, and comes to where it is', async () => {
    const s = await open();
    await s.pressure();
    const [ann, bob] = [s.patientId('P1'), s.patientId('P2')];
    const id = String(s.rows('reading')[0]?.id);
    await resolveReading({ store: s.store, actor: { type: 'person', name: 'Ana Ruiz' }, at: now }, id, {
      ...{ decision: 'reassign', of: ann, patient: bob },
    });
    expect(s.rows('history_queue').map(row => [row.op, row.patient_id])).toEqual([
      ['put', ann],
      ['gone', ann],
      ['put', bob],
    ]);
  });

  test('holds a change as gone and there again only where the old point would show through', async () => {
    const s = await open();
    await s.pressure();
    s.store.sqlite.exec('UPDATE reading SET systolic_mm_hg = 150, arrival = 9');
    expect(s.queued()).toEqual(['put', 'put']);
    s.store.sqlite.exec('UPDATE reading SET pulse_per_min = NULL');
    expect(s.queued()).toEqual(['put', 'put', 'gone', 'put']);
  });

  test('holds nothing of what is pruned', async () => {
    const s = await open();
    await s.pressure();
    await s.store.write(async () => {
      await stateWrites(s.store.sql).set('pruning', now);
      await s.store.sql.prepare('DELETE FROM reading').run();
      await stateWrites(s.store.sql).remove('pruning');
    });
    expect(s.queued()).toEqual(['put']);
  });

  test('forgets with the transaction that fails', async () => {
    const s = await open();
    const failing = s.store.write(async () => {
      await s.store.sql.prepare(`UPDATE reading SET meal = 'x'`).run();
      throw new Error('failed');
    });
    await expect(failing).rejects.toThrow('failed');
    expect(s.queued()).toEqual([]);
  });

  test('is kept from the first start on, also by the next; dropped, nothing is queued, and it says when it lacks some', async () => {
    const s = await open();
    expect(s.first).toBe(true);
    expect(await keepQueue(s.store, now + 1)).toBe(false);
    await dropQueue(s.store);
    await dropQueue(s.store);
    await s.pressure();
    expect(s.queued()).toEqual([]);
    expect(s.rows('history_state')).toEqual([]);
    expect(await keepQueue(s.store, now + 2)).toBe(true);
    expect(s.rows('history_state')).toEqual([{ name: 'queued-since', at: now + 2 }]);
  });
});
