import { expect, test } from 'vitest';
import { readingWrites } from '../../src/readings/store.ts';
import { listSuspect, listUnowned } from '../../src/readings/waiting.ts';
import { bp, minutes, start, weight } from '../rules/build.ts';
import { testStore } from '../support/store.ts';

type Page = { readonly items: readonly { readonly id: string }[]; readonly next: string | null };

const walk = async (page: (cursor: string | undefined) => Promise<Page>): Promise<string[]> => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await page(cursor);
    seen.push(...items.map(i => i.id));
    cursor = next ?? undefined;
  } while (cursor);
  return seen;
};

const open = async () => {
  const s = await testStore();
  return { ...s, writes: readingWrites(s.store.sql) };
};

test('unowned readings are listed newest first, each exactly once, with everyone they may belong to', async () => {
  const s = await open();
  const candidates = [s.patientId('P1'), s.patientId('P2')];
  const readings = [0, 1, 2, 2, 2].map(m => bp(start + minutes(m), 150));
  await s.store.write(async () => {
    for (const r of readings) await s.writes.addUnowned(r, candidates);
  });
  const seen = await walk(async cursor => {
    const page = await listUnowned(s.store, { limit: 2, cursor }, start);
    for (const item of page.items) expect(item.candidates.map(c => c.siteId)).toEqual(['P1', 'P2']);
    return page;
  });
  expect(new Set(seen)).toEqual(new Set(readings.map(r => r.id)));
  expect(seen).toHaveLength(5);
  expect(seen.slice(-2)).toEqual([readings[1]?.id, readings[0]?.id]);
});

test('suspect readings are listed newest first, each exactly once; good ones are not', async () => {
  const s = await open();
  const [ann, bob] = [s.patientId('P1'), s.patientId('P2')];
  const odd = [0, 1, 2, 2].map(m => weight(start + minutes(m), 400, { suspect: 'too heavy' }));
  await s.store.write(async () => {
    for (const [i, r] of odd.entries()) await s.writes.addOwned(i % 2 === 0 ? ann : bob, r, r.arrival);
    await s.writes.addOwned(ann, weight(start + minutes(9), 80), 99);
  });
  const seen = await walk(cursor => listSuspect(s.store, { limit: 3, cursor }, start));
  expect(new Set(seen)).toEqual(new Set(odd.map(r => r.id)));
  expect(seen).toHaveLength(4);
  expect(seen.slice(-2)).toEqual([odd[1]?.id, odd[0]?.id]);
  const { items } = await listSuspect(s.store, { limit: 9 }, start);
  expect(items.map(i => i.patient.siteId).sort()).toEqual(['P1', 'P1', 'P2', 'P2']);
});

test('the few that wait are found without a look at the rest', async () => {
  const { all } = await open();
  const plan = all(
    'EXPLAIN QUERY PLAN SELECT * FROM reading WHERE suspect IS NOT NULL ORDER BY received_at DESC',
  );
  expect(plan.map(r => r.detail).join()).toContain('USING INDEX reading_suspect');
});
