import { expect, test } from 'vitest';
import { changeRoster } from '../../src/roster/change-roster.ts';
import { now, testStore } from '../support/store.ts';

const addDevice = async ({ store }: Awaited<ReturnType<typeof testStore>>, id: string) => {
  await store.db.insert(store.t.device).values({ id, createdAt: now });
  return id;
};

test('the directory knows of a change before anything else is written', async () => {
  const s = await testStore();
  const changed = changeRoster({ ...s, at: now }, () => addDevice(s, 'cuff-9'));
  const next = s.store.write(() => s.directory.assignmentsOf('cuff-9'));
  expect(await changed).toBe('cuff-9');
  expect(await next).toEqual([]);
});

test('a change that cannot be committed leaves the directory as it was', async () => {
  const s = await testStore();
  const { refresh } = s.directory;
  const directory = {
    ...s.directory,
    refresh: async (...from: Parameters<typeof refresh>) => {
      await refresh(...from);
      if (from.length > 0) throw new Error('disk full');
    },
  };
  await expect(
    changeRoster({ store: s.store, directory, at: now }, () => addDevice(s, 'cuff-9')),
  ).rejects.toThrow('disk full');
  expect(s.directory.assignmentsOf('cuff-9')).toBeUndefined();
  expect(s.directory.assignmentsOf('bp-1')).toHaveLength(1);
});

test('of a few patients only they and their devices are read anew', async () => {
  const s = await testStore();
  const [p1, p2] = [s.patientId('P1'), s.patientId('P2')];
  const halve = async () => {
    await s.store.db.update(s.store.t.assignment).set({ perWeek: 3 });
  };
  await changeRoster({ ...s, at: now }, halve, () => [p2]);
  expect(s.directory.patient(p2, now)?.context.expectedPerWeek).toEqual({
    glucose: 3,
    'blood-pressure': 3,
    weight: 3,
  });
  expect(s.directory.patient(p1, now)?.context.expectedPerWeek).toEqual({ weight: 7, 'blood-pressure': 7 });
});
