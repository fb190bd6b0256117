import { describe, expect, test } from 'vitest';
import { hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { listRejectedGroups } from '../../src/ingest/rejected-groups.ts';
import { type ReplayDeps, replayRejected } from '../../src/ingest/rejected-replay.ts';
import { replayRejectedGroup } from '../../src/ingest/rejected-replay-group.ts';
import { bloodPressure, iso, now, rosterHeader, type TestStore, testStore } from '../support/store.ts';

const actor = { type: 'person', name: 'tester' } as const;
const newCuff = `${rosterHeader}\nP1,Quill,Ann,1948-03-27,female,America/New_York,heart-failure,new-cuff,blood-pressure,7,,,70\n`;

const depsOf = ({ store, ingest }: TestStore, at = now + 5 * hourMs): ReplayDeps => ({
  store,
  ingest,
  actor,
  at,
});

const reject = async (s: TestStore, payload: unknown, receivedAt = now): Promise<string> => {
  const outcome = await s.send({ device: 'new-cuff', payload, receivedAt });
  if (outcome.is !== 'rejected') throw new Error(`it became ${outcome.is}`);
  return outcome.rejectedId;
};

const readings = (s: TestStore) =>
  s.all("SELECT measured_at, received_at, flags FROM reading WHERE device_id = 'new-cuff' ORDER BY 1");
const row = (s: TestStore, id: string) => s.all('SELECT * FROM rejected_message WHERE id = ?', id)[0];

describe('when a replayed message came', () => {
  test('stating its time: when it came first, so that a repeat days later makes it no late reading', async () => {
    const s = await testStore();
    const payload = bloodPressure(iso(now - minuteMs));
    const id = await reject(s, payload);
    await reject(s, payload, now + 96 * hourMs);
    await s.importCsv(newCuff);
    expect(await replayRejected(depsOf(s), id)).toMatchObject({ is: 'stored' });
    expect(readings(s)).toEqual([{ measured_at: now - minuteMs, received_at: now, flags: '[]' }]);
  });

  test('ahead of our clock when it came: not believed because our clock has caught up since', async () => {
    const s = await testStore();
    const payload = bloodPressure(iso(now + 2 * hourMs));
    const id = await reject(s, payload);
    await reject(s, payload, now + 3 * hourMs);
    await s.importCsv(newCuff);
    await replayRejected(depsOf(s), id);
    expect(readings(s)).toEqual([{ measured_at: now, received_at: now, flags: '["clock"]' }]);
  });

  test('without a time: when it came last, since an equal value later was measured anew', async () => {
    const s = await testStore();
    const id = await reject(s, bloodPressure(undefined));
    await reject(s, bloodPressure(undefined), now + 3 * hourMs);
    await s.importCsv(newCuff);
    await replayRejected(depsOf(s), id);
    const at = now + 3 * hourMs;
    expect(readings(s)).toEqual([{ measured_at: at, received_at: at, flags: '["no-time"]' }]);
  });

  test('a status as old as it is replaces no newer one', async () => {
    const s = await testStore();
    const id = await reject(s, 'half a {');
    const { topic } = row(s, id) as { topic: string };
    await s.store.write(() => {
      s.store.sqlite
        .prepare('UPDATE rejected_message SET topic = ?, raw = ? WHERE id = ?')
        .run(topic.replace('blood-pressure', 'status'), Buffer.from('{"battery":80}'), id);
    });
    await s.importCsv(newCuff);
    const later = now + hourMs;
    await s.send({ device: 'new-cuff', channel: 'status', payload: { battery: 20 }, receivedAt: later });
    expect(await replayRejected(depsOf(s), id)).toEqual({ is: 'status' });
    const [device] = s.all("SELECT battery_percent, status_at FROM device WHERE id = 'new-cuff'");
    expect(device).toEqual({ battery_percent: 20, status_at: later });
  });
});

describe('a replay', () => {
  test('refused again adds no row, no arrival and no event, and keeps when it came', async () => {
    const s = await testStore();
    const id = await reject(s, 'no json');
    const before = { ...row(s, id) };
    const events = s.rows('outbox').length;
    await s.importCsv(newCuff);
    expect(await replayRejected(depsOf(s), id)).toMatchObject({ is: 'rejected', rejectedId: id });
    const remedy = 'send one JSON object in UTF-8';
    expect(s.rows('rejected_message')).toEqual([{ ...before, reason: 'not-json', field: 'payload', remedy }]);
    const fresh = s.rows('outbox').slice(events);
    expect(fresh.map(event => event.kind)).not.toContain('message.rejected');
    expect(s.metrics.read('vigil_messages_total', 'rejected')).toBe(1);
    expect(s.metrics.read('vigil_replays_total', 'rejected')).toBe(1);
  });

  test('that a crash left half done finds its reading there, and counts as replayed', async () => {
    const s = await testStore();
    const payload = bloodPressure(iso(now));
    const id = await reject(s, payload);
    await s.importCsv(newCuff);
    const { source, topic, raw } = row(s, id) as { source: 'mqtt'; topic: string; raw: Buffer };
    const replayOf = { rejectedId: id, firstReceivedAt: now };
    await s.ingest({ source, topic, payload: raw, receivedAt: now, mode: 'live', replayOf });
    expect(row(s, id)).toMatchObject({ state: 'waiting' });
    expect(await replayRejected(depsOf(s), id)).toMatchObject({ is: 'duplicate' });
    expect(row(s, id)).toMatchObject({ state: 'replayed', replay_outcome: 'duplicate' });
    expect(readings(s)).toHaveLength(1);
  });

  test('keeps when it came, by a clock that was wrong now: only what comes now is set right', async () => {
    const s = await testStore({ sharedTime: at => at + hourMs });
    const id = await reject(s, bloodPressure(iso(now)));
    expect(row(s, id)).toMatchObject({ last_received_at: now + hourMs });
    await s.importCsv(newCuff);
    expect(await replayRejected(depsOf(s), id)).toMatchObject({ is: 'stored' });
    expect(readings(s)).toMatchObject([{ received_at: now + hourMs }]);
  });

  test('can be made again when the same bytes are rejected once more', async () => {
    const s = await testStore();
    const payload = bloodPressure(iso(now));
    const id = await reject(s, payload);
    await s.importCsv(newCuff);
    await replayRejected(depsOf(s), id);
    await s.store.write(() => s.store.sqlite.prepare("DELETE FROM device WHERE id = 'new-cuff'").run());
    await s.directory.refresh();
    await reject(s, payload, now + hourMs);
    expect(row(s, id)).toMatchObject({
      state: 'waiting',
      times: 2,
      resolved_by: null,
      resolved_at: null,
      replay_outcome: null,
      reading_id: null,
    });
  });

  test.each([
    { name: 'the door', mode: 'history', over: {} },
    { name: 'the message', mode: 'live', over: { mode: 'history' } },
  ] as const)('of what $name said is history stays history', async ({ mode, over }) => {
    const s = await testStore();
    const payload = bloodPressure(iso(now), over);
    const outcome = await s.send({ device: 'new-cuff', payload, mode });
    await s.importCsv(newCuff);
    await replayRejected(depsOf(s), 'rejectedId' in outcome ? outcome.rejectedId : '');
    expect(s.all("SELECT mode FROM reading WHERE device_id = 'new-cuff'")).toEqual([{ mode: 'history' }]);
  });

  test('that cannot be stored leaves the message waiting', async () => {
    let broken = false;
    const s = await testStore({
      wrapWrite: write => work => (broken ? Promise.reject(new Error('disk full')) : write(work)),
    });
    const id = await reject(s, bloodPressure(iso(now)));
    await s.importCsv(newCuff);
    broken = true;
    await expect(replayRejected(depsOf(s), id)).rejects.toThrow('disk full');
    broken = false;
    expect(row(s, id)).toMatchObject({ state: 'waiting' });
    expect(await replayRejected(depsOf(s), id)).toMatchObject({ is: 'stored' });
  });
});

describe('a group', () => {
  const keyOf = async (s: TestStore) => (await listRejectedGroups(s.store)).items[0]?.key ?? '';

  test('is replayed in the order in which its messages came, with progress', async () => {
    const s = await testStore();
    const count = 401;
    for (let i = 0; i < count; i++)
      await reject(s, bloodPressure(iso(now - i * minuteMs)), now + ((i * 7) % count) * 1_000);
    await s.importCsv(newCuff);
    const progress: [number, number][] = [];
    const key = await keyOf(s);
    const report = await replayRejectedGroup(depsOf(s), key, (done, of) => progress.push([done, of]));
    expect(report).toEqual({ tried: count, replayed: count, unowned: 0, rejectedAgain: 0, left: 0 });
    expect(progress).toEqual([
      [200, count],
      [400, count],
      [401, count],
    ]);
    const arrived = s.all("SELECT received_at FROM reading WHERE device_id = 'new-cuff' ORDER BY arrival");
    const times = arrived.map(reading => Number(reading.received_at));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test('tries nothing that came after it was asked', async () => {
    const s = await testStore();
    await reject(s, bloodPressure(iso(now)));
    await reject(s, bloodPressure(iso(now + 1)), now + hourMs);
    await s.importCsv(newCuff);
    const report = await replayRejectedGroup(depsOf(s, now), await keyOf(s));
    expect(report).toEqual({ tried: 1, replayed: 1, unowned: 0, rejectedAgain: 0, left: 1 });
  });

  test('what is refused for another reason has left the group', async () => {
    const s = await testStore();
    await reject(s, bloodPressure(iso(now)));
    await reject(s, bloodPressure(iso(now), { unit: 'psi' }));
    await s.importCsv(newCuff);
    const report = await replayRejectedGroup(depsOf(s), await keyOf(s));
    expect(report).toEqual({ tried: 2, replayed: 1, unowned: 0, rejectedAgain: 1, left: 0 });
    const { items } = await listRejectedGroups(s.store);
    expect(items).toMatchObject([{ reason: 'unit-wrong', messages: 1 }]);
  });

  test('is one by reason, channel, field and remedy, also where a topic has no channel', async () => {
    const s = await testStore();
    await s.send({ topic: 'elsewhere', payload: '1' });
    await s.send({ topic: 'else/where', payload: '2' });
    await s.send({ payload: bloodPressure(iso(now), { unit: 'psi' }) });
    const { items } = await listRejectedGroups(s.store);
    const [nowhere] = items.filter(group => group.channel === null);
    expect(items).toHaveLength(2);
    expect(nowhere).toMatchObject({ reason: 'unknown-topic', messages: 2, devices: 0 });
    const report = await replayRejectedGroup(depsOf(s), nowhere?.key ?? '');
    expect(report).toEqual({ tried: 2, replayed: 0, unowned: 0, rejectedAgain: 2, left: 2 });
  });
});
