import { describe, expect, test } from 'vitest';
import { keepPartitions } from '../../../src/db/partitions.ts';
import { dayMs } from '../../../src/domain/local-day.ts';
import { resolveReading } from '../../../src/ingest/resolve-reading.ts';
import { stateWrites } from '../../../src/readings/history/state.ts';
import { dropQueue, keepQueue } from '../../../src/readings/history/triggers.ts';
import { eitherStore } from '../../support/either-store.ts';
import { bloodPressure, iso, now } from '../../support/store.ts';

const open = async () => {
  const s = await eitherStore();
  const first = await keepQueue(s.store, now);
  const queued = async () => (await s.rows('history_queue')).map(row => row.op);
  const pressure = (over = {}) => s.send({ payload: bloodPressure(iso(now - 60_000)), ...over });
  return { ...s, first, queued, pressure };
};

describe('the queue of the history', () => {
  test('holds a reading once it is stored, and nothing of a redelivery or of one without owner', async () => {
    const s = await open();
    await s.pressure();
    await s.pressure();
    await s.pressure({ device: 'shared-bp' });
    const [reading] = await s.rows('reading');
    expect(await s.rows('history_queue')).toMatchObject([
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
    expect(await s.queued()).toEqual(['put', 'put']);
  });

  test('holds what a person decided: it goes from where it was, and comes to where it is', async () => {
    const s = await open();
    await s.pressure();
    const [ann, bob] = [s.patientId('P1'), s.patientId('P2')];
    const id = String((await s.rows('reading'))[0]?.id);
    await resolveReading({ store: s.store, actor: { type: 'person', name: 'Ana Ruiz' }, at: now }, id, {
      ...{ decision: 'reassign', of: ann, patient: bob },
    });
    expect((await s.rows('history_queue')).map(row => [row.op, row.patient_id])).toEqual([
      ['put', ann],
      ['gone', ann],
      ['put', bob],
    ]);
  });

  test('holds a change as gone and there again only where the old point would show through', async () => {
    const s = await open();
    await s.pressure();
    await s.exec('UPDATE reading SET systolic_mm_hg = 150, arrival = 9');
    expect(await s.queued()).toEqual(['put', 'put']);
    await s.exec('UPDATE reading SET pulse_per_min = NULL');
    expect(await s.queued()).toEqual(['put', 'put', 'gone', 'put']);
  });

  test('holds each reading once, in whichever month it lies, and as gone and there again where it moves to another', async () => {
    const s = await open();
    const stop = await keepPartitions(s.store, s.clock);
    stop();
    const daysAgo = [1_200, 60, 30, 0];
    for (const days of daysAgo)
      await s.pressure({ payload: bloodPressure(iso(now - days * dayMs)), mode: 'history' });
    const held = async () =>
      (await s.rows('history_queue')).map(row => `${row.op} ${(now - Number(row.measured_at)) / dayMs}`);
    expect(await held()).toEqual(['put 1200', 'put 60', 'put 30', 'put 0']);
    await s.exec('DELETE FROM history_queue');
    for (const [from, to] of [
      [0, 90],
      [1_200, 10],
    ] as const)
      await s.exec(
        'UPDATE reading SET measured_at = ? WHERE measured_at = ?',
        now - to * dayMs,
        now - from * dayMs,
      );
    await s.exec('DELETE FROM reading WHERE measured_at = ?', now - 60 * dayMs);
    expect(await held()).toEqual(['gone 0', 'put 90', 'gone 1200', 'put 10', 'gone 60']);
  });

  test('holds nothing of what is pruned', async () => {
    const s = await open();
    await s.pressure();
    await s.store.write(async () => {
      await stateWrites(s.store.sql).set('pruning', now);
      await s.store.sql.prepare('DELETE FROM reading').run();
      await stateWrites(s.store.sql).remove('pruning');
    });
    expect(await s.queued()).toEqual(['put']);
  });

  test('forgets with the transaction that fails', async () => {
    const s = await open();
    const failing = s.store.write(async () => {
      await s.store.sql.prepare(`UPDATE reading SET meal = 'x'`).run();
      throw new Error('failed');
    });
    await expect(failing).rejects.toThrow('failed');
    expect(await s.queued()).toEqual([]);
  });

  test('is kept from the first start on, also by the next; dropped, nothing is queued, and it says when it lacks some', async () => {
    const s = await open();
    expect(s.first).toBe(true);
    expect(await keepQueue(s.store, now + 1)).toBe(false);
    await dropQueue(s.store);
    await dropQueue(s.store);
    await s.pressure();
    expect(await s.queued()).toEqual([]);
    expect(await s.rows('history_state')).toEqual([]);
    expect(await keepQueue(s.store, now + 2)).toBe(true);
    expect(await s.rows('history_state')).toEqual([{ name: 'queued-since', at: now + 2 }]);
  });
});
