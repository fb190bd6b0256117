import { describe, expect, test } from 'vitest';
import type {
  ReadingBody,
  ResolutionBody,
  RollupBody,
  SuspectBody,
  UnownedBody,
} from '../../src/contract/readings.ts';
import { hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { expectProblem, iso, only, patientWords, start, type TestApp, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = (id: string) => `/api/v1/readings/${id}/resolve`;
const refusals = { method: 'POST', path: path('rdg'), body: { decision: 'discard' } } as const;
type Items<T> = { readonly items: readonly T[] };

const resolve = (app: TestApp, id: string, body: unknown, actor = 'Ana Ruiz') =>
  app.post(path(id), body, { actor });

const resolved = async (app: TestApp, id: string, body: unknown): Promise<ResolutionBody> => {
  const response = await resolve(app, id, body);
  expect(response.status, await response.clone().text()).toBe(200);
  await app.idle();
  return (await response.json()) as ResolutionBody;
};

const readings = async (app: TestApp, n: number) =>
  (await app.get<Items<ReadingBody>>(`/api/v1/patients/P${n}/readings`)).items;
const suspects = async (app: TestApp) =>
  (await app.get<Items<SuspectBody>>('/api/v1/suspect-readings')).items;
const unowned = async (app: TestApp) => (await app.get<Items<UnownedBody>>('/api/v1/unowned-readings')).items;
const rollups = async (app: TestApp, n: number) =>
  (await app.get<Items<RollupBody>>(`/api/v1/patients/P${n}/rollups?kind=weight`)).items;

const brief = async (app: TestApp, n: number) =>
  (await app.alerts(n)).map(a => [a.ruleId, a.state, a.severity, a.endReason]).sort();

const readingIdOf = (outcome: object): string => (outcome as { readingId: string }).readingId;

/** A reading of the cuff that P1 and P2 share. */
const onShared = async (app: TestApp, systolic: number, payload: Record<string, unknown> = {}) => {
  const outcome = await app.send('shared', 'blood-pressure', {
    measuredAt: iso(app.clock.now()),
    systolic,
    diastolic: 90,
    unit: 'mm[Hg]',
    ...payload,
  });
  await app.idle();
  return readingIdOf(outcome);
};

const heavy = async (app: TestApp, kg = 400) => readingIdOf(await app.weight(1, kg));

describe('POST /readings/{id}/resolve', () => {
  describeRefusals(refusals);
  describeJsonRefusals(refusals);

  test('200 accept: a suspect reading counts, is judged, and its alert ends', async () => {
    const app = await testApp();
    for (const kg of [296, 299]) {
      await app.weight(1, kg);
      app.clock.set(app.clock.now() + 24 * hourMs);
    }
    const id = await heavy(app, 301.5);
    expect(await brief(app, 1)).toEqual([['suspect-reading', 'firing', 'info', null]]);
    const resolution = await resolved(app, id, { decision: 'accept', note: 'weighed on the ward too' });
    const patient = await app.patient(1);
    expect(resolution).toMatchObject({
      readingId: id,
      decision: 'accept',
      fromPatientId: patient.id,
      toPatientId: patient.id,
      before: { suspect: expect.stringContaining('plausible'), weightKg: 301.5 },
      after: { suspect: null, weightKg: 301.5 },
      note: 'weighed on the ward too',
      by: 'Ana Ruiz',
      at: iso(app.clock.now()),
    });
    expect(await suspects(app)).toEqual([]);
    const after = await brief(app, 1);
    expect(after).toContainEqual(['suspect-reading', 'ended', 'info', 'superseded']);
    expect(after).toContainEqual(['weight-gain-3-days', 'firing', expect.any(String), null]);
  });

  test('200 correct: the person’s values are judged and shown, what the device sent stays', async () => {
    const app = await testApp();
    const { readingId: id } = (await app.send('cuff-1', 'blood-pressure', {
      measuredAt: iso(start),
      systolic: 19,
      diastolic: 10,
      unit: 'mm[Hg]',
    })) as { readingId: string };
    await app.idle();
    const values = { systolicMmHg: 190, diastolicMmHg: 100 };
    await resolved(app, id, { decision: 'correct', values });
    expect(await readings(app, 1)).toMatchObject([
      {
        id,
        ...values,
        pulsePerMin: null,
        suspect: null,
        flags: ['corrected'],
        sent: { values: { systolic: 19, diastolic: 10 } },
      },
    ]);
    await app.setTime(start + 20 * minuteMs);
    expect(await brief(app, 1)).toContainEqual(['bp-severe', 'firing', 'urgent', null]);
  });

  test('200 correct: a good reading too; what only the wrong value raised ends', async () => {
    const app = await testApp();
    const { readingId: id } = (await app.glucose(1, 45)) as { readingId: string };
    expect(await brief(app, 1)).toContainEqual(['glucose-low-level-2', 'firing', 'urgent', null]);
    await resolved(app, id, { decision: 'correct', of: 'P1', values: { glucoseMgDl: 145 } });
    expect(await brief(app, 1)).toContainEqual(['glucose-low-level-2', 'ended', 'urgent', 'superseded']);
    expect((await app.alerts(1)).filter(a => a.state !== 'ended')).toEqual([]);
  });

  test('200 reassign: leaves the one patient, arrives at the other, rollups of both days follow', async () => {
    const app = await testApp();
    const id = await heavy(app, 95);
    expect(await rollups(app, 1)).toHaveLength(1);
    const resolution = await resolved(app, id, { decision: 'reassign', of: 'P1', patient: 'P2' });
    expect(resolution).toMatchObject({
      fromPatientId: (await app.patient(1)).id,
      toPatientId: (await app.patient(2)).id,
    });
    expect(await readings(app, 1)).toEqual([]);
    expect(await rollups(app, 1)).toEqual([]);
    expect(await readings(app, 2)).toMatchObject([{ id, weightKg: 95, suspect: null, deviceId: 'scale-1' }]);
    expect(await rollups(app, 2)).toMatchObject([{ readings: 1, mean: 95 }]);
  });

  test('200 discard: it is no patient’s reading any more, and nothing of it is lost', async () => {
    const app = await testApp();
    const id = await heavy(app);
    const resolution = await resolved(app, id, { decision: 'discard' });
    expect(resolution).toMatchObject({ toPatientId: null, after: null, before: { id, weightKg: 400 } });
    expect(await readings(app, 1)).toEqual([]);
    expect(await app.hasItem(1)).toBe(false);
    const listed = await app.get<Items<ResolutionBody>>('/api/v1/patients/P1/resolutions');
    expect(listed.items).toEqual([resolution]);
  });

  test('200: of several suspect readings one is decided, and the alert stands for the others', async () => {
    const app = await testApp();
    const first = await heavy(app, 400);
    const second = await heavy(app, 410);
    const third = await heavy(app, 420);
    for (const [id, waiting] of [
      [second, 2],
      [first, 1],
    ] as const) {
      await resolved(app, id, { decision: 'discard' });
      expect(await suspects(app)).toHaveLength(waiting);
      const standing = (await app.alerts(1)).filter(a => a.state === 'firing');
      expect(standing.map(a => a.ruleId)).toEqual(['suspect-reading']);
    }
    expect(only(await app.alerts(1)).because).toContain('420 kg');
    await resolved(app, third, { decision: 'accept' });
    expect((await app.alerts(1)).filter(a => a.ruleId === 'suspect-reading' && a.state === 'firing')).toEqual(
      [],
    );
  });

  test('200: a severe reading of a shared cuff is told on both lines, and stands on the right one once it is known whose', async () => {
    const app = await testApp();
    const id = await onShared(app, 192);
    const unclear = ['unowned-blood-pressure', 'firing', 'urgent', null];
    expect([await brief(app, 1), await brief(app, 2)]).toEqual([[unclear], [unclear]]);
    await resolved(app, id, { decision: 'accept', patient: 'P2' });
    await app.setTime(start + 20 * minuteMs);
    const ended = ['unowned-blood-pressure', 'ended', 'urgent', 'superseded'];
    expect(await brief(app, 1)).toEqual([ended]);
    expect(await brief(app, 2)).toEqual([['bp-severe', 'firing', 'urgent', null], ended]);
    expect(await unowned(app)).toEqual([]);
    expect(await readings(app, 2)).toMatchObject([{ id, systolicMmHg: 192 }]);
  });

  test('200: it may be another person’s than either candidate; discarded it is nobody’s', async () => {
    const app = await testApp({ patients: 3 });
    const [first, second] = [await onShared(app, 130), await onShared(app, 195)];
    await resolved(app, first, { decision: 'reassign', patient: 'P3' });
    await resolved(app, second, { decision: 'discard' });
    expect(await readings(app, 3)).toHaveLength(1);
    expect(await unowned(app)).toEqual([]);
    for (const n of [1, 2]) expect((await app.alerts(n)).filter(a => a.state === 'firing')).toEqual([]);
  });

  test.each([{ decision: 'accept' }, { decision: 'reassign', patient: 'P2' }])(
    '422 $decision: a pressure whose upper number is not above its lower one cannot be right; corrected it counts',
    async body => {
      const app = await testApp();
      const id = readingIdOf(await app.pressure(1, 82, 141));
      const expected = { status: 422, code: 'not-allowed-now', field: 'decision' };
      await expectProblem(await resolve(app, id, body), expected);
      expect(await suspects(app)).toMatchObject([{ id }]);
      const values = { systolicMmHg: 141, diastolicMmHg: 82 };
      await resolved(app, id, { decision: 'correct', values });
      expect(await readings(app, 1)).toMatchObject([{ id, suspect: null, ...values }]);
    },
  );

  test.each(['accept', 'correct', 'discard', 'reassign'])(
    '200 %s: the same message again is a duplicate, not a new reading',
    async decision => {
      const app = await testApp();
      const payload = { measuredAt: iso(start), value: 400, unit: 'kg' };
      const { readingId } = (await app.send('scale-1', 'weight', payload)) as { readingId: string };
      await app.idle();
      await resolved(app, readingId, {
        decision,
        ...(decision === 'correct' ? { values: { weightKg: 80 } } : {}),
        ...(decision === 'reassign' ? { patient: 'P2' } : {}),
      });
      const before = await app.alerts(1);
      expect(await app.send('scale-1', 'weight', payload)).toMatchObject({ outcome: 'duplicate', readingId });
      await app.idle();
      expect(await suspects(app)).toEqual([]);
      expect(await app.alerts(1)).toEqual(before);
    },
  );

  test('200: an imported reading is filed without being judged', async () => {
    const app = await testApp();
    const payload = { measuredAt: iso(start - hourMs), systolic: 195, diastolic: 110, unit: 'mm[Hg]' };
    const { readingId } = (await app.send('shared', 'blood-pressure', payload, 'history')) as {
      readingId: string;
    };
    await resolved(app, readingId, { decision: 'accept', patient: 'P1' });
    await app.setTime(start + hourMs);
    expect(await readings(app, 1)).toHaveLength(1);
    expect(await app.alerts(1)).toEqual([]);
  });

  test('200: who decided what of which reading is audited and told, without a value', async () => {
    const app = await testApp();
    const id = await heavy(app);
    const { id: resolutionId } = await resolved(app, id, {
      decision: 'reassign',
      patient: 'P2',
      note: 'her husband',
    });
    const [p1, p2] = [(await app.patient(1)).id, (await app.patient(2)).id];
    const entry = (await app.audit()).find(a => a.action === 'reading.resolve');
    expect(entry).toMatchObject({
      actor: 'person:Ana Ruiz',
      subjectType: 'reading',
      subjectId: id,
      patientId: p2,
      detail: { resolutionId, decision: 'reassign', fromPatientId: p1, toPatientId: p2 },
    });
    expect(JSON.stringify(entry)).not.toMatch(/\b400\b|husband/);
    const told = (await app.outbox()).filter(e => e.subjectId === id).map(e => [e.kind, e.patientId]);
    expect(told).toEqual([
      ['reading.suspect', p1],
      ['reading.resolved', p1],
      ['reading.resolved', p2],
    ]);
  });

  test('409: the second of two people learns who decided first', async () => {
    const app = await testApp();
    const id = await heavy(app);
    await resolved(app, id, { decision: 'discard' });
    for (const body of [{ decision: 'accept' }, { decision: 'discard', of: 'P1' }]) {
      const problem = await expectProblem(await resolve(app, id, body, 'Bo Chen'), {
        status: 409,
        code: 'conflict',
        field: null,
      });
      expect(problem.conflict).toEqual({ by: 'Ana Ruiz', at: iso(app.clock.now()), state: 'discard' });
    }
  });

  test('409: a version that is not the reading’s any more', async () => {
    const app = await testApp();
    const id = await heavy(app);
    const { version } = only(await suspects(app));
    await resolved(app, id, { decision: 'accept', version });
    const again = { decision: 'correct', of: 'P1', version, values: { weightKg: 80 } };
    await expectProblem(await resolve(app, id, again), { status: 409, code: 'conflict', field: null });
    const now = only(await readings(app, 1)).version;
    await resolved(app, id, { ...again, version: now });
    expect(await readings(app, 1)).toMatchObject([{ weightKg: 80 }]);
  });

  test.each([
    ['a reading nobody has', 'none', { decision: 'discard' }, 'id'],
    ['of a patient it is not of', 'good', { decision: 'discard', of: 'P2' }, 'of'],
    ['one that does not wait, without saying whose', 'good', { decision: 'discard' }, 'id'],
  ])('404: %s', async (_, which, body, field) => {
    const app = await testApp();
    const good = readingIdOf(await app.weight(1, 80));
    const response = await resolve(app, which === 'good' ? good : which, body);
    await expectProblem(response, { status: 404, code: 'not-found', field });
  });

  test.each([
    ['no decision', {}, 'decision'],
    ['an unknown decision', { decision: 'ignore' }, 'decision'],
    ['an unknown field', { decision: 'discard', why: 'x' }, 'why'],
    ['no patient to reassign to', { decision: 'reassign' }, 'patient'],
    ['an unknown patient', { decision: 'reassign', patient: 'P9' }, 'patient'],
    ['the patient whose it is', { decision: 'reassign', patient: 'P1' }, 'patient'],
    ['of an unknown patient', { decision: 'discard', of: 'P9' }, 'of'],
    ['accepting it for somebody else', { decision: 'accept', patient: 'P2' }, 'patient'],
    ['a correction without values', { decision: 'correct' }, 'values'],
    ['values of another kind', { decision: 'correct', values: { glucoseMgDl: 100 } }, 'values'],
    ['values that are not plausible', { decision: 'correct', values: { weightKg: 555 } }, 'values'],
    ['values without a correction', { decision: 'accept', values: { weightKg: 80 } }, 'values'],
  ])('400: %s', async (_, body, field) => {
    const app = await testApp();
    const id = await heavy(app);
    const problem = await expectProblem(await resolve(app, id, body), {
      status: 400,
      code: 'bad-request',
      field,
    });
    for (const word of [...patientWords, '555', '400']) expect(problem.detail).not.toContain(word);
    expect(await suspects(app)).toHaveLength(1);
  });

  test('400: a reading of unclear owner cannot count without saying whose it is', async () => {
    const app = await testApp();
    const id = await onShared(app, 130);
    const refused = { status: 400, code: 'bad-request', field: 'patient' };
    await expectProblem(await resolve(app, id, { decision: 'accept' }), refused);
  });

  test('422: accepting what counts already', async () => {
    const app = await testApp();
    const id = readingIdOf(await app.weight(1, 80));
    await expectProblem(await resolve(app, id, { decision: 'accept', of: 'P1' }), {
      status: 422,
      code: 'not-allowed-now',
      field: 'decision',
    });
  });
});
