import type { Statement } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { listRejectedGroups } from '../../src/ingest/rejected-groups.ts';
import { listRejected } from '../../src/ingest/rejected-list.ts';
import type { Reach } from '../../src/ingest/rejected-reach.ts';
import { now, testStore } from '../support/store.ts';

const ofDiabetes: Reach = {
  principal: {
    actor: { type: 'person', name: 'Ana Ruiz' },
    permissions: new Set(['devices:read']),
    programs: ['diabetes'],
    onlyAwaiting: true,
    accountId: null,
  },
  at: now,
};

test('whose messages they are is looked up by key: no list walks through all assignments, patients or requests', async () => {
  const { store } = await testStore();
  const { readerSqlite: sqlite } = store;
  const { prepare } = sqlite;
  const plans: string[] = [];
  sqlite.prepare = ((source: string) => {
    const plan: Statement<unknown[]> = prepare.call(sqlite, `EXPLAIN QUERY PLAN ${source}`);
    const nothing = Array.from(source.matchAll(/\?/g), () => 0);
    plans.push(...(plan.all(nothing) as { detail: string }[]).map(step => step.detail));
    return prepare.call(sqlite, source);
  }) as typeof prepare;
  await listRejected(store, { state: 'waiting', limit: 2 }, ofDiabetes);
  await listRejectedGroups(store, ofDiabetes);
  sqlite.prepare = prepare;
  const reads = plans.filter(step => /^(SCAN|SEARCH)/.test(step));
  expect(reads.filter(step => step.includes('rejected_message'))).toEqual([
    'SEARCH rejected_message USING INDEX rejected_message_state (state=?)',
    'SEARCH rejected_message USING INDEX rejected_message_state (state=?)',
  ]);
  const others = reads.filter(step => !step.includes('rejected_message'));
  expect(others.length).toBeGreaterThan(6);
  for (const step of others) expect(step).toMatch(/\((device_id|patient_id|id)=\?\)$/);
});
