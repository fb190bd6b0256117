import { expect, test } from 'vitest';
import { testStore } from '../support/store.ts';

test('the same garbage twice in one group is one row, counted twice, and told once', async () => {
  const s = await testStore({ roster: null });
  const garbage = { source: 'mqtt', topic: 'vigil/v1/nobody/glucose', mode: 'live', receivedAt: 1 } as const;
  const payload = Buffer.from('{"value":');
  const outcomes = await Promise.all([1, 2].map(() => s.ingest({ ...garbage, payload })));
  expect(outcomes.map(one => one.is)).toEqual(['rejected', 'rejected']);
  expect(s.rows('rejected_message')).toMatchObject([{ times: 2 }]);
  expect(s.all("SELECT 1 FROM outbox WHERE kind LIKE '%reject%'")).toHaveLength(1);
});
