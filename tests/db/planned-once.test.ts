import { and, eq } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { isOpenItem } from '../../src/db/partial.ts';
import { plannedOnce } from '../../src/db/planned-once.ts';
import { testStore } from '../support/store.ts';

test.each([
  ['SELECT 1', 'SELECT 1'],
  ['a = ? AND b IN (?, ?) LIMIT ?', 'a = +? AND b IN (+?, +?) LIMIT +?'],
  ['a = @one OR b <> @two', 'a = +@one OR b <> +@two'],
  [`a = '?' AND b = 'it''s @me?' AND c = ?`, `a = '?' AND b = 'it''s @me?' AND c = +?`],
  ['"what?" = ? AND "a""@b" = ?', '"what?" = +? AND "a""@b" = +?'],
])('%s', (text, planned) => {
  expect(plannedOnce(text)).toBe(planned);
});

type Step = { readonly detail: string };

test('an index of a part of a table serves what is written in its words, and values keep their kind', async () => {
  const { sqlite, sql, t, db } = (await testStore({ roster: null })).store;
  const open = db
    .select({ id: t.worklistItem.id })
    .from(t.worklistItem)
    .where(and(eq(t.worklistItem.patientId, 'p'), isOpenItem(t.worklistItem)))
    .toSQL();
  const plan = sqlite.prepare<unknown[], Step>(`EXPLAIN QUERY PLAN ${plannedOnce(open.sql)}`);
  expect(plan.all(...open.params).map(step => step.detail)).toEqual([
    expect.stringContaining('USING INDEX worklist_item_open'),
  ]);
  const kinds = sql.prepare<unknown[], string>(
    "SELECT typeof(?) || ' ' || typeof(?) || ' ' || typeof(?) || ' ' || typeof(?)",
  );
  expect(await kinds.pluck().get('1', 1.5, null, Buffer.from('x'))).toBe('text real null blob');
});

test('whatever is asked of SQLite goes there so, by a statement of ours and by the query builder', async () => {
  const { sqlite, sql, t, db } = (await testStore({ roster: null })).store;
  const prepared = vi.spyOn(sqlite, 'prepare');
  sql.prepare('SELECT 1 FROM claim WHERE duty = ?');
  await db.select().from(t.claim).where(eq(t.claim.duty, 'x')).limit(1);
  const texts = prepared.mock.calls.map(([text]) => text);
  expect(texts).toEqual([
    'SELECT 1 FROM claim WHERE duty = +?',
    expect.stringMatching(/"duty" = \+\? limit \+\?$/),
  ]);
});
