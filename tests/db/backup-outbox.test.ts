import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { restoreBackup } from '../../src/db/backup-restore.ts';
import { hourMs } from '../../src/domain/local-day.ts';
import { addWebhook } from '../../src/worklist/webhooks/add.ts';
import { type Received, readEvents } from '../api/event-stream.ts';
import { backedUp } from '../cli/backup-kit.ts';
import { deliver, testApp } from '../support/app.ts';
import { now, tempFolder } from '../support/store.ts';
import { receiver } from '../worklist/webhooks/receiver.ts';

const actor = { type: 'system' } as const;

/** A Vigil on a folder that sends an event a message which nobody can read, until it is closed. */
const telling = async (folder: string, at: number) => {
  const { app, clock } = await testApp(at, { dataFolder: folder });
  let messages = 0;
  return {
    ...app,
    tell: async (): Promise<void> => {
      messages += 1;
      const topic = `none/${clock.now()}-${messages}`;
      await deliver(app, clock, [{ at: clock.now(), topic, payload: {} }]);
      await app.webhooks.idle();
    },
  };
};

/** A webhook that was sent one event before a backup, and two after it, which are lost with the store. */
const lost = async () => {
  const [folder, there] = [tempFolder(), await receiver()];
  const vigil = await telling(folder, now);
  const kinds = ['message.rejected'] as const;
  await addWebhook({ store: vigil.store, actor, at: now }, { url: there.url, kinds: [...kinds] });
  await vigil.tell();
  const from = await backedUp(folder);
  await vigil.tell();
  await vigil.tell();
  await vigil.close();
  expect(there.got).toHaveLength(3);
  const restored = async (at: number) => {
    const to = join(tempFolder(), 'data');
    const quiet = { onCopied: () => {}, onChecking: () => {} };
    await restoreBackup({ folder: to, actor, at, ...quiet }, from, { replace: false, despiteAudit: false });
    return telling(to, at);
  };
  return { there, restored, ids: () => there.got.map(({ headers }) => headers['webhook-id']) };
};

describe('after a restore', () => {
  test('a webhook is sent other events under ids that it never saw', async () => {
    const { restored, there, ids } = await lost();
    const vigil = await restored(now + hourMs);
    await vigil.tell();
    await vigil.tell();
    expect(new Set(ids()).size).toBe(5);
    const numbers = there.events().map(event => event.id);
    expect(numbers.slice(0, 3)).toEqual([1, 2, 3]);
    expect(numbers[4]).toBe((numbers[3] ?? 0) + 1);
    // a reader of the feed may hand in at most 15 digits
    expect(String(numbers[4])).toMatch(/^\d{1,15}$/);
  });

  test('so it is when the same backup is restored again', async () => {
    const { restored, ids } = await lost();
    for (const hours of [1, 2]) {
      const vigil = await restored(now + hours * hourMs);
      await vigil.tell();
      await vigil.close();
    }
    expect(new Set(ids()).size).toBe(5);
  });

  test('whatever the clock says', async () => {
    const { restored, ids } = await lost();
    const vigil = await restored(0);
    await vigil.tell();
    expect(new Set(ids()).size).toBe(4);
  });

  test('a reader of the feed goes on where it was', async () => {
    const { restored } = await lost();
    const vigil = await restored(now + hourMs);
    await vigil.tell();
    await vigil.tell();
    const headers = { authorization: `Bearer ${vigil.tokens.operator}`, host: 'localhost' };
    const firstAfter = async (id: string): Promise<Received> => {
      const asked = { headers: { ...headers, 'last-event-id': id } };
      const events = readEvents(await vigil.api.request('/api/v1/events', asked));
      onTestFinished(() => events.cancel());
      return events.next();
    };
    const first = await firstAfter('1');
    expect(first.event).toBe('message.rejected');
    expect((await firstAfter(first.id)).id).toBe(String(Number(first.id) + 1));
  });
});
