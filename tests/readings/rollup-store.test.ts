import { expect, test } from 'vitest';
import { renewRollup } from '../../src/readings/rollup-store.ts';
import { readingWrites } from '../../src/readings/store.ts';
import { est, weight } from '../rules/build.ts';
import { testStore } from '../support/store.ts';

const zone = 'America/New_York';

const open = async () => {
  const s = await testStore({ roster: null });
  const writes = readingWrites(s.store.sql);
  const renew = (at: number) => s.store.write(() => renewRollup(s.store.sql)('pat_1', 'weight', at, zone));
  return { ...s, writes, renew };
};

test('a day is computed from its own good readings, to its local midnights', async () => {
  const s = await open();
  const day = [
    weight(est('11-20 00:00'), 80),
    weight(est('11-20 23:59'), 82),
    weight(est('11-20 12:00'), 400, { suspect: 'too heavy' }),
    weight(est('11-19 23:59'), 70),
    weight(est('11-21 00:00'), 90),
  ];
  await s.store.write(async () => {
    for (const r of day) await s.writes.addOwned('pat_1', r, r.arrival);
  });
  await s.renew(est('11-20 15:00'));
  expect(s.all('SELECT readings, mean, min, max FROM daily_rollup')).toEqual([
    { readings: 2, mean: 81, min: 80, max: 82 },
  ]);
});

test('a day without any good reading has no rollup any more', async () => {
  const s = await open();
  const only = weight(est('11-20 07:00'), 80);
  await s.store.write(() => s.writes.addOwned('pat_1', only, 1));
  await s.renew(only.measuredAt);
  expect(s.rows('daily_rollup')).toHaveLength(1);
  await s.store.write(() => s.store.sqlite.exec('DELETE FROM reading'));
  await s.renew(only.measuredAt);
  expect(s.rows('daily_rollup')).toEqual([]);
});
