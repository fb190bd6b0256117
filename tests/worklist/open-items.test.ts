import type { Statement } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { scorePanel } from '../../src/risk/score-panel.ts';
import { scorers } from '../../src/risk/scorers.ts';
import { listWorklist } from '../../src/worklist/list.ts';
import { worklistQuery } from '../../src/worklist/list-filter.ts';
import { testApp } from '../api/app.ts';
import { preparedAnew } from '../support/prepared-anew.ts';

const states = [
  {},
  { snoozed: 'only' },
  { snoozed: 'shown', program: 'heart-failure' },
  { owner: 'Ana Ruiz' },
];

test('what reads the open items of all patients never walks through those that are closed', async () => {
  const app = await testApp();
  const store = preparedAnew(app.running().store);
  const plans: string[] = [];
  for (const sqlite of [store.sqlite, store.readerSqlite]) {
    const { prepare } = sqlite;
    sqlite.prepare = ((source: string) => {
      if (/^select/i.test(source) && source.includes('worklist_item')) {
        const plan: Statement<unknown[]> = prepare.call(sqlite, `EXPLAIN QUERY PLAN ${source}`);
        const nothing = Array.from(source.matchAll(/\?/g), () => 0);
        plans.push(...(plan.all(nothing) as { detail: string }[]).map(step => step.detail));
      }
      return prepare.call(sqlite, source);
    }) as typeof prepare;
  }
  const viewer = { programs: null, name: null };
  for (const query of states) await listWorklist(store, worklistQuery.parse(query), viewer, app.clock.now());
  await scorePanel(store, scorers, app.clock.now() + 1);
  // an item, or a patient's, is looked up by itself
  const isOfMany = (step: string) => !step.includes('(id=?') && !step.includes('(patient_id=?');
  const reads = plans.filter(step => /\bworklist_item\b/.test(step) && isOfMany(step));
  expect(reads.length).toBeGreaterThan(states.length);
  for (const read of reads) expect(read).toContain('worklist_item_open');
});
