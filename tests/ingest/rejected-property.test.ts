import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bloodPressure, type Dump, iso, now, type Row, testStore } from '../support/store.ts';

const at = iso(now);
const junk = fc.oneof(fc.string(), fc.json(), fc.uint8Array({ maxLength: 64 }));
const spoiled = fc
  .tuple(
    fc.constantFrom('systolic', 'diastolic', 'pulse', 'unit', 'measuredAt', 'slot', 'seq', 'mode'),
    fc.jsonValue(),
  )
  .map(([field, value]) => JSON.stringify(bloodPressure(at, { [field]: value })));
const device = fc.constantFrom('bp-1', 'scale-1', 'meter-2', 'shared-bp', 'stranger');
const channel = fc.constantFrom('blood-pressure', 'glucose', 'weight', 'status', 'heart-rate');
const topic = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(device, channel).map(([d, c]) => `vigil/v1/${d}/${c}`) },
  fc.string(),
);

const others = ({ rejected_message: _, outbox: __, ...rest }: Dump): Dump => rest;

test('property: a rejected message changes nothing but its own row of rejected_message, told of once', async () => {
  const s = await testStore({ maxPayloadBytes: 256 });
  await s.send({ payload: bloodPressure(at) });
  await s.send({ device: 'shared-bp', payload: bloodPressure(at) });
  let rejected = 0;
  await fc.assert(
    fc.asyncProperty(topic, fc.oneof(junk, spoiled), async (to, payload) => {
      const before = s.dump();
      const outcome = await s.send({ topic: to, payload });
      if (outcome.is !== 'rejected') return;
      rejected += 1;
      const after = s.dump();
      expect(others(after)).toEqual(others(before));
      const own = (row: Row) => row.id === outcome.rejectedId;
      const [was, is] = [before, after].map(dump => dump.rejected_message ?? []) as [
        readonly Row[],
        readonly Row[],
      ];
      expect(is.filter(row => !own(row))).toEqual(was.filter(row => !own(row)));
      const times = Number(was.find(own)?.times ?? 0) + 1;
      expect(is.find(own)?.times).toBe(times);
      const news = after.outbox?.slice(before.outbox?.length);
      expect(news).toEqual(
        times === 1
          ? [expect.objectContaining({ kind: 'message.rejected', subject_id: outcome.rejectedId })]
          : [],
      );
    }),
    { numRuns: 300 },
  );
  expect(rejected).toBeGreaterThan(100);
}, 120_000);
