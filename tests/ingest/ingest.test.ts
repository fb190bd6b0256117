import { describe, expect, test, vi } from 'vitest';
import type { Write } from '../../src/db/writer.ts';
import { dayMs, minuteMs } from '../../src/domain/local-day.ts';
import { bloodPressure, iso, now, type Sent, secondConnection, testStore } from '../support/store.ts';

const at = iso(now);
const good: Sent = { payload: bloodPressure(at) };
const deepJson = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

describe('one message becomes', () => {
  test('stored: one reading of its owner, with what was sent beside the canonical value, and a due mark', async () => {
    const s = await testStore();
    const outcome = await s.send({
      payload: bloodPressure(at, { systolic: 18.9, diastolic: 11.7, unit: 'kPa', seq: 3 }),
    });
    expect(outcome).toEqual({ is: 'stored', readingId: expect.any(String) });
    expect(s.rows('reading')).toEqual([
      expect.objectContaining({
        patient_id: s.patientId('P1'),
        kind: 'blood-pressure',
        id: (outcome as { readingId: string }).readingId,
        measured_at: now,
        received_at: now,
        mode: 'live',
        device_id: 'bp-1',
        slot: null,
        systolic_mm_hg: 18.9 * 7.50061683,
        pulse_per_min: 71,
        suspect: null,
        flags: '[]',
        sent_unit: 'kPa',
        sent_values: '{"systolic":18.9,"diastolic":11.7,"pulse":71}',
      }),
    ]);
    expect(
      s.all(
        'SELECT earliest_at, judged_generation < generation AS waits FROM due WHERE patient_id = ?',
        s.patientId('P1'),
      ),
    ).toEqual([{ earliest_at: now, waits: 1 }]);
    expect(s.committed).toEqual([[s.patientId('P1')]]);
  });

  test('suspect: a reading with the reason why no rule may judge it, and a due mark', async () => {
    const s = await testStore();
    expect(await s.send({ payload: bloodPressure(at, { systolic: 400 }) })).toMatchObject({ is: 'suspect' });
    expect(s.rows('reading')).toMatchObject([{ suspect: expect.stringContaining('400 mmHg') }]);
    expect(s.committed).toEqual([[s.patientId('P1')]]);
  });

  test('unowned: one reading without owner, a line and a due mark for every candidate', async () => {
    const s = await testStore();
    const outcome = await s.send({ device: 'shared-bp', payload: bloodPressure(at) });
    expect(outcome).toMatchObject({ is: 'unowned' });
    const candidates = [s.patientId('P1'), s.patientId('P2')].sort();
    expect(s.rows('reading')).toEqual([]);
    const [unowned] = s.rows('unowned_reading');
    expect((JSON.parse(String(unowned?.candidates)) as string[]).sort()).toEqual(candidates);
    expect(s.rows('unowned_candidate').map(r => [r.patient_id, r.reading_id])).toEqual(
      candidates.map(id => [id, unowned?.id]),
    );
    expect(s.committed.map(ids => [...ids].sort())).toEqual([candidates]);
  });

  test('unowned without candidates when a registered device was never assigned: kept, and nobody is due', async () => {
    const s = await testStore();
    await s.store.write(() =>
      s.store.sqlite.prepare(`INSERT INTO device (id, created_at) VALUES ('spare', 0)`).run(),
    );
    await s.directory.refresh();
    expect(await s.send({ device: 'spare', payload: bloodPressure(at) })).toMatchObject({ is: 'unowned' });
    expect(s.rows('unowned_reading')).toMatchObject([{ device_id: 'spare', candidates: '[]' }]);
    expect(s.committed).toEqual([]);
  });

  test('duplicate: no second row, no second due mark', async () => {
    const s = await testStore();
    const first = await s.send(good);
    const before = s.dump();
    expect(await s.send(good)).toEqual({ ...first, is: 'duplicate' });
    expect(s.dump()).toEqual(before);
    expect(s.committed).toHaveLength(1);
  });

  test('status: the device’s last words; one without battery keeps the battery known, and makes nobody due', async () => {
    const s = await testStore();
    const send = (payload: unknown) => s.send({ channel: 'status', payload });
    expect(await send({ battery: 83, firmware: '1.2' })).toEqual({ is: 'status' });
    s.clock.set(now + minuteMs);
    expect(await send({ signal: -70 })).toEqual({ is: 'status' });
    expect(s.all('SELECT battery_percent, status, status_at FROM device WHERE id = ?', 'bp-1')).toEqual([
      { battery_percent: 83, status: '{"signal":-70}', status_at: now + minuteMs },
    ]);
    expect(s.committed).toEqual([[expect.stringMatching(/^pat_/)]]);
  });

  test('rejected: the raw bytes, where they came from, what is wrong with them and what to send', async () => {
    const s = await testStore();
    const payload = Buffer.from([0x00, 0xff, 0x7b]);
    const outcome = await s.send({ payload, source: 'http' });
    expect(outcome).toMatchObject({ is: 'rejected', reason: 'not-json', field: 'payload' });
    expect(s.rows('rejected_message')).toEqual([
      expect.objectContaining({
        id: (outcome as { rejectedId: string }).rejectedId,
        source: 'http',
        topic: 'vigil/v1/bp-1/blood-pressure',
        reason: 'not-json',
        field: 'payload',
        raw: payload,
        size_bytes: 3,
        truncated: 0,
        times: 1,
        first_received_at: now,
        last_received_at: now,
      }),
    ]);
    expect(s.committed).toEqual([]);
  });
});

describe('each of them is counted by its outcome', () => {
  test('in one metric', async () => {
    const s = await testStore();
    await s.send(good);
    await s.send(good);
    await s.send({ payload: 'x' });
    const counts = ['stored', 'duplicate', 'rejected', 'status'].map(is =>
      s.metrics.read('vigil_messages_total', is),
    );
    expect(counts).toEqual([1, 1, 1, 0]);
  });
});

describe('redelivery is harmless', () => {
  test('within one commit', async () => {
    const s = await testStore();
    const outcomes = await Promise.all([s.send(good), s.send(good), s.send(good)]);
    expect(outcomes.map(o => o.is)).toEqual(['stored', 'duplicate', 'duplicate']);
    expect(s.rows('reading')).toHaveLength(1);
    expect(s.committed).toHaveLength(1);
  });

  test('across restarts, and months later', async () => {
    const s = await testStore();
    await s.send(good);
    const again = await s.restart();
    expect(await again.send({ ...good, receivedAt: now + 60 * dayMs })).toMatchObject({ is: 'duplicate' });
    expect(again.rows('reading')).toHaveLength(1);
  });

  test('of a reading whose clock shows 2028: one row, filed at its first arrival', async () => {
    const s = await testStore();
    const payload = bloodPressure('2028-01-01T00:00:00Z');
    await s.send({ payload });
    expect(await s.send({ payload, receivedAt: now + 3 * dayMs })).toMatchObject({ is: 'duplicate' });
    expect(s.rows('reading')).toMatchObject([{ measured_at: now, flags: '["clock"]' }]);
  });

  test('of a reading whose clock was 12 minutes ahead, when by now that time has come: one row', async () => {
    const s = await testStore();
    const payload = bloodPressure(iso(now + 12 * minuteMs));
    expect(await s.send({ payload })).toMatchObject({ is: 'stored' });
    expect(await s.send({ payload, receivedAt: now + 5 * minuteMs })).toMatchObject({ is: 'duplicate' });
    expect(s.rows('reading')).toHaveLength(1);
  });

  test('of an unowned reading: one row, one line for each candidate', async () => {
    const s = await testStore();
    const sent: Sent = { device: 'shared-bp', payload: bloodPressure(at) };
    await s.send(sent);
    expect(await s.send({ ...sent, receivedAt: now + dayMs })).toMatchObject({ is: 'duplicate' });
    expect([s.rows('unowned_reading').length, s.rows('unowned_candidate').length]).toEqual([1, 2]);
  });

  test('of a reading whose device got another owner for that time meanwhile: still one row', async () => {
    const s = await testStore();
    await s.send({
      device: 'scale-1',
      channel: 'weight',
      payload: { measuredAt: at, value: 80, unit: 'kg' },
    });
    await s.importCsv(
      'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,from\n' +
        `P3,Doe,Cal,1950-01-01,male,America/New_York,heart-failure,scale-1,weight,7,${iso(now - dayMs)}\n`,
    );
    await s.send({
      device: 'scale-1',
      channel: 'weight',
      payload: { measuredAt: at, value: 80, unit: 'kg' },
    });
    expect(s.rows('reading')).toHaveLength(1);
  });

  test('of an unowned reading whose owner the roster has settled meanwhile: it is not there twice', async () => {
    const s = await testStore({ roster: null });
    const header = 'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,slot\n';
    const [ann, bob] = ['P1,Quill,Ann,1948-03-27,female', 'P2,Marsh,Bob,1951-11-02,male'].map(
      p => `${p},America/New_York,hypertension,cuff,blood-pressure,7`,
    );
    await s.importCsv(`${header}${ann},1\n${bob},2\n`);
    const sent: Sent = { device: 'cuff', payload: bloodPressure(at, { slot: 3 }) };
    expect(await s.send(sent)).toMatchObject({ is: 'unowned' });
    await s.importCsv(`${header}${ann},3\n`);
    await s.send(sent);
    expect(s.rows('unowned_reading').length + s.rows('reading').length).toBe(1);
  });
});

describe('readings that are not the same', () => {
  test('two of one minute are both kept', async () => {
    const s = await testStore();
    const outcomes = await Promise.all(
      [142, 150].map(systolic => s.send({ payload: bloodPressure(at, { systolic }) })),
    );
    expect(outcomes.map(o => o.is)).toEqual(['stored', 'stored']);
    expect(s.rows('reading')).toHaveLength(2);
  });

  test.each([
    ['owned', 'bp-1', 'reading'],
    ['unowned', 'shared-bp', 'unowned_reading'],
  ])(
    'equal %s readings without a time are one within 10 minutes and two after 20',
    async (_, device, table) => {
      const s = await testStore();
      const start = now + 9 * minuteMs;
      const send = (minutes: number) =>
        s.send({ device, payload: bloodPressure(undefined), receivedAt: start + minutes * minuteMs });
      const outcomes = [];
      for (const minutes of [0, 1, 10, 20, 21]) outcomes.push((await send(minutes)).is);
      const kept = device === 'bp-1' ? 'stored' : 'unowned';
      expect(outcomes).toEqual([kept, 'duplicate', 'duplicate', kept, 'duplicate']);
      expect(s.rows(table)).toHaveLength(2);
    },
  );

  test('each arrival takes the next place in its patient’s order; a duplicate takes none', async () => {
    const s = await testStore();
    const send = (systolic: number) => s.send({ payload: bloodPressure(at, { systolic }) });
    await Promise.all([send(120), send(121), send(121), send(122)]);
    await send(123);
    const arrivals = s.all('SELECT arrival FROM reading ORDER BY systolic_mm_hg').map(r => Number(r.arrival));
    const [first = 0] = arrivals;
    expect(arrivals).toEqual([first, first + 1, first + 2, first + 3]);
    expect(s.all('SELECT generation FROM due WHERE patient_id = ?', s.patientId('P1'))).toEqual([
      { generation: first + 3 },
    ]);
  });

  test('the due mark remembers the earliest reading not yet judged', async () => {
    const s = await testStore();
    await s.send({ payload: bloodPressure(at) });
    await s.send({ payload: bloodPressure(iso(now - 5 * dayMs)) });
    await s.send({ payload: bloodPressure(iso(now - dayMs)) });
    expect(s.all('SELECT earliest_at FROM due WHERE patient_id = ?', s.patientId('P1'))).toEqual([
      { earliest_at: now - 5 * dayMs },
    ]);
  });
});

describe('whose reading it is', () => {
  test('a slot finds its patient on a shared device', async () => {
    const s = await testStore();
    await s.send({ device: 'slots-bp', payload: bloodPressure(at, { slot: 2 }) });
    expect(s.rows('reading')).toMatchObject([{ patient_id: s.patientId('P2'), slot: '2' }]);
  });

  test('a device that moved on: the one who had it when it was measured, however late it arrives', async () => {
    const s = await testStore();
    const weigh = (measuredAt: string) =>
      s.send({ device: 'moved-scale', channel: 'weight', payload: { measuredAt, value: 80, unit: 'kg' } });
    await weigh('2026-11-19T23:59:59Z');
    await weigh('2026-11-20T00:00:00Z');
    expect(s.all('SELECT patient_id FROM reading ORDER BY measured_at').map(r => r.patient_id)).toEqual([
      s.patientId('P1'),
      s.patientId('P2'),
    ]);
  });
});

describe('mode', () => {
  test.each([
    ['the door', { ...good, mode: 'history' } as const],
    ['the payload', { payload: bloodPressure(at, { mode: 'history' }) }],
  ])('history stated by %s is kept with the reading', async (_, sent) => {
    const s = await testStore();
    await s.send(sent);
    expect(s.rows('reading')).toMatchObject([{ mode: 'history' }]);
  });
});

describe('rejected messages', () => {
  test('the same again is counted on the same row', async () => {
    const s = await testStore();
    const first = await s.send({ payload: 'x' });
    const again = await s.send({ payload: 'x', receivedAt: now + minuteMs });
    expect(again).toEqual(first);
    expect(s.rows('rejected_message')).toMatchObject([
      { times: 2, first_received_at: now, last_received_at: now + minuteMs },
    ]);
  });

  test('other bytes, or another topic, make another row', async () => {
    const s = await testStore();
    await s.send({ payload: 'x' });
    await s.send({ payload: 'y' });
    await s.send({ payload: 'x', device: 'scale-1' });
    expect(s.rows('rejected_message')).toHaveLength(3);
  });

  test('a row tells the present reason when the same bytes fail for another one', async () => {
    const s = await testStore();
    const sent: Sent = { device: 'new-bp', payload: { systolic: 1, unit: 'mm[Hg]' } };
    expect(await s.send(sent)).toMatchObject({ reason: 'unknown-device' });
    await s.store.write(() =>
      s.store.sqlite.prepare(`INSERT INTO device (id, created_at) VALUES ('new-bp', 0)`).run(),
    );
    await s.directory.refresh();
    await s.send(sent);
    expect(s.rows('rejected_message')).toMatchObject([
      { times: 2, reason: 'field-missing', field: 'diastolic' },
    ]);
  });

  test('one too big keeps its bytes', async () => {
    const s = await testStore({ maxPayloadBytes: 300 });
    const payload = Buffer.alloc(5_000_000, 'a');
    expect(await s.send({ payload })).toMatchObject({ is: 'rejected', reason: 'too-big' });
    const [row] = s.rows('rejected_message');
    expect(row).toMatchObject({ size_bytes: 5_000_000, truncated: 0 });
    expect(payload.equals(row?.raw as Buffer)).toBe(true);
  });

  test('one beyond 8 MB keeps its beginning, and says so', async () => {
    const s = await testStore();
    await s.send({ payload: Buffer.alloc(8 * 1024 * 1024 + 1, 'a') });
    const [row] = s.all('SELECT size_bytes, truncated, length(raw) AS kept FROM rejected_message');
    expect(row).toEqual({ size_bytes: 8 * 1024 * 1024 + 1, truncated: 1, kept: 8 * 1024 * 1024 });
  });

  test('an endless topic is cut', async () => {
    const s = await testStore();
    await s.send({ topic: 'x/'.repeat(10_000), payload: '' });
    expect(String(s.rows('rejected_message')[0]?.topic)).toHaveLength(512);
  });

  test('a poison reading is recorded and answered, not thrown', async () => {
    const s = await testStore();
    const payload = `{"measuredAt":"${at}","value":104,"unit":"mg/dL","meal":${deepJson}}`;
    const outcome = await s.send({ device: 'meter-2', channel: 'glucose', payload });
    expect(outcome).toMatchObject({ is: 'rejected', reason: 'failed', field: null });
    expect(s.rows('rejected_message')).toMatchObject([{ raw: Buffer.from(payload) }]);
  });

  test('a poison status is recorded and answered, not thrown: else its device would send it for ever', async () => {
    const s = await testStore();
    const outcome = await s.send({ channel: 'status', payload: `{"battery":80,"log":${deepJson}}` });
    expect(['status', 'rejected']).toContain(outcome.is);
  });
});

const failOn =
  (calls: readonly number[], error = new Error('disk full')) =>
  (write: Write): Write => {
    let call = 0;
    return work => {
      call += 1;
      return calls.includes(call) ? Promise.reject(error) : write(work);
    };
  };

describe('when the store fails', () => {
  test('a message alone is refused, and its redelivery stored', async () => {
    const s = await testStore({ wrapWrite: failOn([1]) });
    await expect(s.send(good)).rejects.toThrow('disk full');
    expect(s.rows('reading')).toEqual([]);
    expect(s.committed).toEqual([]);
    expect(await s.send(good)).toMatchObject({ is: 'stored' });
  });

  test('once for a group, each of its messages gets a commit of its own, and none is lost', async () => {
    const s = await testStore({ wrapWrite: failOn([1]) });
    const sent = Array.from({ length: 5 }, (_, i) => s.send({ payload: bloodPressure(at, { seq: i }) }));
    expect((await Promise.all(sent)).map(o => o.is)).toEqual(Array(5).fill('stored'));
    expect(s.rows('reading')).toHaveLength(5);
  });

  test('for some messages, exactly those are refused and the others stored', async () => {
    const s = await testStore({ wrapWrite: failOn([1, 4, 6]) });
    const sent = Array.from({ length: 5 }, (_, i) =>
      s.send({ payload: bloodPressure(at, { seq: i, systolic: 120 + i }) }),
    );
    const settled = await Promise.allSettled(sent);
    expect(settled.map(o => o.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(s.all('SELECT systolic_mm_hg AS v FROM reading ORDER BY v').map(r => r.v)).toEqual([
      120, 122, 124,
    ]);
    expect(s.metrics.read('vigil_messages_total', 'stored')).toBe(3);
  });

  describe('for what a message holds', () => {
    const unbearable = Object.assign(new Error('unsupported Unicode escape sequence'), { code: '22P05' });

    test('it is recorded among the rejected and answered: it would fail again for ever', async () => {
      const s = await testStore({ wrapWrite: failOn([1], unbearable) });
      expect(await s.send(good)).toMatchObject({ is: 'rejected', reason: 'failed', field: null });
      expect(s.rows('rejected_message')).toMatchObject([{ reason: 'failed', state: 'waiting' }]);
      expect(s.rows('reading')).toEqual([]);
    });

    test('its neighbours in the group are stored', async () => {
      // the group; then whether the store takes anything; then each, of which the second fails
      const s = await testStore({ wrapWrite: failOn([1, 4], unbearable) });
      const sent = [0, 1, 2].map(seq => s.send({ payload: bloodPressure(at, { seq }) }));
      expect((await Promise.all(sent)).map(({ is }) => is)).toEqual(['stored', 'rejected', 'stored']);
      expect(s.rows('rejected_message')).toHaveLength(1);
    });

    test('it is refused where it cannot even be recorded, or the store takes nothing', async () => {
      const unrecorded = await testStore({ wrapWrite: failOn([1, 3], unbearable) });
      await expect(unrecorded.send(good)).rejects.toThrow('Unicode');
      const away = await testStore({ wrapWrite: failOn([1, 2], unbearable) });
      await expect(away.send(good)).rejects.toThrow('Unicode');
      expect(away.rows('rejected_message')).toEqual([]);
    });
  });

  test('for the store as a whole, a group is refused without trying each message', async () => {
    let writes = 0;
    const s = await testStore({
      wrapWrite: () => () => {
        writes += 1;
        return Promise.reject(new Error('connection refused'));
      },
    });
    const sent = Array.from({ length: 50 }, (_, i) => s.send({ payload: bloodPressure(at, { seq: i }) }));
    const settled = await Promise.allSettled(sent);
    expect(settled.map(o => o.status)).toEqual(Array(50).fill('rejected'));
    expect(writes).toBe(2);
  });

  test('what comes while a group that failed is kept apart stays behind it', async () => {
    const failing = Promise.withResolvers<void>();
    let writes = 0;
    const s = await testStore({
      wrapWrite: write => async work => {
        writes += 1;
        if (writes > 1) return write(work);
        await failing.promise;
        throw new Error('the store could not bear it');
      },
    });
    const sendAt = (measuredAt: number) => s.send({ payload: bloodPressure(iso(measuredAt)) });
    const first = [sendAt(now - 3), sendAt(now - 2)];
    await vi.waitFor(() => expect(writes).toBe(1));
    const last = sendAt(now - 1);
    // whoever would overtake has begun by then
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    failing.resolve();
    await Promise.all([...first, last]);
    const byArrival = s.all('SELECT measured_at FROM reading ORDER BY arrival');
    expect(byArrival.map(row => row.measured_at)).toEqual([now - 3, now - 2, now - 1]);
  });

  test('after the commit, before the answer: the redelivery is a duplicate', async () => {
    let first = true;
    const s = await testStore({
      wrapWrite: write => async work => {
        const result = await write(work);
        if (!first) return result;
        first = false;
        throw new Error('killed');
      },
    });
    await expect(s.send(good)).rejects.toThrow('killed');
    expect(await s.send(good)).toMatchObject({ is: 'duplicate' });
    expect(s.rows('reading')).toHaveLength(1);
  });

  test('a message sent while the failure is handled is stored all the same', async () => {
    const s = await testStore({ wrapWrite: failOn([1]) });
    const refused = expect(s.send(good)).rejects.toThrow();
    await refused;
    const outcomes = await Promise.all([
      s.send(good),
      s.send({ device: 'scale-1', channel: 'weight', payload: { value: 80, unit: 'kg' } }),
    ]);
    expect(outcomes.map(o => o.is)).toEqual(['stored', 'stored']);
  });
});

test('who may be critical is named first, each once; who is not, is not', async () => {
  const s = await testStore();
  await Promise.all([
    s.send({ payload: bloodPressure(at, { systolic: 190 }) }),
    s.send({ payload: bloodPressure(iso(now - 1), { systolic: 191 }) }),
    s.send({ device: 'meter-2', channel: 'glucose', payload: { value: 120, unit: 'mg/dL' } }),
  ]);
  expect(s.first).toEqual([s.patientId('P1')]);
});

test('an outcome is known only once it is readable by others', async () => {
  const s = await testStore();
  const other = secondConnection(s.folder);
  const count = () => other.prepare('SELECT count(*) FROM reading').pluck().get();
  const seen = s.send(good).then(count);
  expect(count()).toBe(0);
  expect(await seen).toBe(1);
});

test('2,500 messages in one go, more than two groups, are each stored once and answered in their place', async () => {
  const s = await testStore();
  const sent = Array.from({ length: 2_500 }, (_, i) =>
    s.send({ payload: bloodPressure(at, { seq: i % 2_000 }) }),
  );
  const outcomes = (await Promise.all(sent)).map(o => o.is);
  expect(outcomes.slice(0, 2_000).every(is => is === 'stored')).toBe(true);
  expect(outcomes.slice(2_000).every(is => is === 'duplicate')).toBe(true);
  expect(s.rows('reading')).toHaveLength(2_000);
});
