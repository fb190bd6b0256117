import { expect, test } from 'vitest';
import { recordAudit } from '../../src/db/audit.ts';
import { keepHeadsNoted } from '../../src/db/audit-heads.ts';
import { verifyAudit } from '../../src/db/audit-verify.ts';
import { createLog } from '../../src/log.ts';
import { now, testStore } from '../support/store.ts';

const day = 24 * 3_600_000;

test('the heads are logged daily and when it stops, by id and hash only, and each can be checked later', async () => {
  const { store, clock } = await testStore({ roster: null });
  const lines: Record<string, unknown>[] = [];
  const log = createLog(clock.now, line => lines.push(JSON.parse(line) as Record<string, unknown>));
  const stop = keepHeadsNoted({ store, clock, log });
  const change = () =>
    store.write(() =>
      recordAudit(store, {
        at: clock.now(),
        actor: { type: 'person', name: 'Ana Ruiz' },
        action: 'worklist-item.note',
        subject: { type: 'worklist-item', id: 'wli_1' },
        patientId: 'pat_1',
        detail: {},
      }),
    );
  await change();
  clock.set(now + day);
  await change();
  await stop();
  clock.set(now + 3 * day);
  expect(lines).toEqual([
    expect.objectContaining({ event: 'audit-heads', changeId: 1, sealId: null, sealHash: null }),
    expect.objectContaining({ event: 'audit-heads', changeId: 2 }),
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/Ana|pat_1/);
  const heads = lines.map(line => String(line.changeHash));
  expect(await verifyAudit({ store }, heads)).toMatchObject({ ok: true, changes: { head: heads[1] } });
});
