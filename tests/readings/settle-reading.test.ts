import { expect, test } from 'vitest';
import type { ResolveInput } from '../../src/ingest/resolve-input.ts';
import { resolveReading } from '../../src/ingest/resolve-reading.ts';
import { takenAway } from '../../src/readings/history/taken-away.ts';
import { decidedBefore } from '../../src/readings/locate-reading.ts';
import { listResolutions } from '../../src/readings/resolutions.ts';
import { bloodPressure, iso, now, testStore } from '../support/store.ts';

const started = async () => {
  const s = await testStore();
  await s.send({ payload: bloodPressure(iso(now)) });
  const id = String(s.all('SELECT id FROM reading')[0]?.id);
  const decide = (name: string, input: ResolveInput, at = now) =>
    resolveReading({ store: s.store, actor: { type: 'person', name }, at }, id, input);
  return { s, id, decide, ann: s.patientId('P1'), bob: s.patientId('P2') };
};

test('decisions of one reading within a millisecond, or by a clock that is behind, stand in their order', async () => {
  const { s, id, decide, ann } = await started();
  const names = Array.from({ length: 8 }, (_, n) => `n${n}`);
  const deps = { db: s.store.db, t: s.store.t };
  for (const [n, name] of names.entries()) {
    const values = { systolicMmHg: 130 + n, diastolicMmHg: 80, pulsePerMin: null };
    await decide(name, { decision: 'correct', of: ann, values }, n < 6 ? now : now - 3_000);
    expect((await decidedBefore(deps, id))?.message).toContain(`${name} decided`);
  }
  const { items } = await listResolutions(s.store, ann, { limit: 10 });
  expect(items.map(({ by }) => by)).toEqual(names.toReversed());
  expect(items.at(-1)?.at).toBe(new Date(now).toISOString());
});

test('whose a reading was last is who got it last, also within a millisecond', async () => {
  const { s, id, decide, ann, bob } = await started();
  const key = { kind: 'blood-pressure', measuredAt: now, readingId: id, op: 'gone' } as const;
  const gone = [ann, bob].map(patientId => ({ ...key, patientId }));
  // it was pruned: the time-series database follows whoever had it before, and keeps it for whoever had it last
  const followed = async () => (await takenAway(s.store.sql)(gone, now + 1)).map(one => one.patientId);
  for (let n = 0; n < 3; n += 1) {
    await decide('Ana', { decision: 'reassign', of: ann, patient: bob });
    expect(await followed()).toEqual([ann]);
    await decide('Ana', { decision: 'reassign', of: bob, patient: ann });
    expect(await followed()).toEqual([bob]);
  }
});
