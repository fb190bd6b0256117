import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/db/open.ts';
import { createDirectory, type Directory } from '../../src/roster/directory.ts';
import { importRoster } from '../../src/roster/import-roster.ts';
import { seedPrograms } from '../../src/roster/programs.ts';
import { createCatchUp, latestRosterChange, tellOfRoster } from '../../src/roster/roster-changes.ts';
import { ownPostgres } from '../support/own-postgres.ts';
import { now, smallRoster, testStore } from '../support/store.ts';

const { missing, database, opened } = ownPostgres();

const process = async (url: string) => {
  const store = await opened(url);
  await seedPrograms(store, now);
  const since = await latestRosterChange(store);
  const directory = await createDirectory(store);
  return { store, directory, catchUp: createCatchUp(store, directory, since) };
};

const importInto = ({ store, directory }: { store: Store; directory: Directory }, csv: string, at = now) =>
  importRoster({ store, directory, actor: { type: 'person', name: 'tester' }, at }, csv);

const holders = ({ directory }: { directory: Directory }, device: string) =>
  (directory.assignmentsOf(device) ?? []).map(({ patientId }) => patientId);

describe.skipIf(missing)('a roster that another process changes', () => {
  test('is known once the changes are read, within a machine’s transaction', async () => {
    const url = await database();
    const [a, b] = [await process(url), await process(url)];
    await importInto(a, smallRoster);
    expect(holders(b, 'bp-1')).toEqual([]);
    await b.store.writeShared(() => b.catchUp(b.store.db));
    expect(holders(b, 'bp-1')).toEqual(holders(a, 'bp-1'));
    expect(holders(b, 'bp-1')).toHaveLength(1);
  });

  test('is known to a process that starts later without any change being read', async () => {
    const url = await database();
    const a = await process(url);
    await importInto(a, smallRoster);
    const later = await process(url);
    expect(holders(later, 'shared-bp').sort()).toEqual(holders(a, 'shared-bp').sort());
  });

  test('is not told of when the change is given up', async () => {
    const { store } = await process(await database());
    const before = await latestRosterChange(store);
    const given = store.write(async () => {
      await tellOfRoster(store, ['pat_1'], now);
      throw new Error('given up');
    });
    await expect(given).rejects.toThrow('given up');
    expect(await latestRosterChange(store)).toBe(before);
  });

  test('names few patients, and of many says only that all are to be read anew', async () => {
    const { store } = await process(await database());
    const named = async (ids: readonly string[] | undefined): Promise<(string | null)[]> => {
      const since = await latestRosterChange(store);
      await store.write(() => tellOfRoster(store, ids, now));
      const rows = await store.reader.select().from(store.t.rosterChange);
      return rows.filter(({ id }) => id > since).map(({ patientId }) => patientId);
    };
    expect(await named(['pat_1', 'pat_2'])).toEqual(['pat_1', 'pat_2']);
    expect(await named([])).toEqual([]);
    expect(await named(undefined)).toEqual([null]);
    expect(await named(Array.from({ length: 501 }, (_, i) => `pat_${i}`))).toEqual([null]);
  });

  test('read twice changes nothing the second time', async () => {
    const url = await database();
    const [a, b] = [await process(url), await process(url)];
    await importInto(a, smallRoster);
    let reads = 0;
    const counted: Directory = {
      ...b.directory,
      refresh: (...args) => {
        reads += 1;
        return b.directory.refresh(...args);
      },
    };
    const catchUp = createCatchUp(b.store, counted, 0);
    await b.store.writeShared(() => catchUp(b.store.db));
    await b.store.writeShared(() => catchUp(b.store.db));
    expect(reads).toBe(1);
  });
});

test('the one process of a folder tells nobody', async () => {
  const { rows } = await testStore();
  expect(rows('roster_change')).toEqual([]);
});
