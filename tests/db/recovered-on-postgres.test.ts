import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/db/open.ts';
import { emitNumbered } from '../../src/db/outbox.ts';
import { ownPostgres } from '../support/own-postgres.ts';
import { now } from '../support/store.ts';

const { missing, newDatabase, opened } = ownPostgres();

const page = readFileSync(new URL('../../docs/backup.md', import.meta.url), 'utf8');
const statement = /psql "\$DATABASE_URL" -c "(SELECT setval[^"]+)"/.exec(page)?.[1] ?? '';

const emitted = (store: Store): Promise<number> =>
  store.write(() =>
    emitNumbered(store, { at: now, kind: 'message.rejected', patientId: null, itemId: null }),
  );

describe.skipIf(missing)('what docs/backup.md says to run after a recovery', () => {
  test('has events go on with numbers that none had before, and again after the next one', async () => {
    const store = await opened(await newDatabase());
    const run = () => store.write(() => store.sql.prepare(statement).run());
    expect(await emitted(store)).toBe(1);
    await run();
    const next = await emitted(store);
    expect(String(next)).toMatch(/^\d{15}$/);
    expect(await emitted(store)).toBe(next + 1);
    await run();
    expect(await emitted(store)).toBeGreaterThan(next + 2);
  });
});
