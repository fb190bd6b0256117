import { describe, expect, test } from 'vitest';
import type { OutcomeBody, RejectedBody } from '../../src/contract/ingest.ts';
import { expectProblem, only, start, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = '/api/v1/ingest/native';
const topic = 'vigil/v1/cuff-1/blood-pressure';
const low = { measuredAt: start, systolic: 75, diastolic: 50, unit: 'mm[Hg]' };
const route = { method: 'POST', path, body: { topic, payload: low }, needsActor: false } as const;

describe('POST /ingest/native', () => {
  test('200: a good reading is stored under an id that names it from then on', async () => {
    const app = await testApp();
    const outcome = await app.send('cuff-1', 'blood-pressure', low);
    expect(outcome).toEqual({ outcome: 'stored', readingId: expect.any(String) });
    const { items } = await app.get<{ items: { id: string }[] }>('/api/v1/patients/P1/readings');
    expect(only(items).id).toBe(outcome.readingId);
  });

  test('200: the same again is a duplicate of the same reading', async () => {
    const app = await testApp();
    const first = await app.send('cuff-1', 'blood-pressure', low);
    expect(await app.send('cuff-1', 'blood-pressure', low)).toEqual({ ...first, outcome: 'duplicate' });
  });

  test('200: an implausible reading is kept as suspect', async () => {
    const app = await testApp();
    expect(await app.send('cuff-1', 'blood-pressure', { ...low, systolic: 500 })).toMatchObject({
      outcome: 'suspect',
    });
    await app.idle();
    expect(await app.openItem(1)).toMatchObject({ lane: 'technical', severity: 'info' });
  });

  test('200: a reading of a shared device is kept without an owner', async () => {
    const app = await testApp();
    expect(await app.send('shared', 'blood-pressure', low)).toMatchObject({ outcome: 'unowned' });
  });

  test('200: a status of a device', async () => {
    const app = await testApp();
    expect(await app.send('cuff-1', 'status', { battery: 12 })).toEqual({ outcome: 'status' });
  });

  test('200: history is kept and raises no alert, whether the door or the payload says so', async () => {
    const app = await testApp();
    await app.send('cuff-1', 'blood-pressure', low, 'history');
    await app.send('cuff-2', 'blood-pressure', { ...low, mode: 'history' });
    await app.idle();
    expect((await app.worklist()).total).toBe(0);
    for (const n of [1, 2]) {
      const { items } = await app.get<{ items: object[] }>(`/api/v1/patients/P${n}/readings`);
      expect(items).toMatchObject([{ mode: 'history' }]);
    }
  });

  test('200: each message of a batch has its own outcome, in the order sent', async () => {
    const app = await testApp();
    const messages = [
      { topic, payload: low },
      { topic, payload: low },
      { topic: 'vigil/v1/unknown/weight', payload: {} },
      { topic: 'vigil/v1/shared/blood-pressure', payload: low },
      { topic, payload: { systolic: 120 } },
    ];
    const response = await app.post(path, { messages });
    const { items, next } = (await response.json()) as { items: OutcomeBody[]; next: null };
    expect(items.map(o => o.outcome)).toEqual(['stored', 'duplicate', 'rejected', 'unowned', 'rejected']);
    expect(items[2]).toEqual({
      outcome: 'rejected',
      reason: 'unknown-device',
      field: 'topic',
      remedy: expect.any(String),
      rejectedId: expect.stringMatching(/^rej_/),
    });
    expect(next).toBeNull();
  });

  test('200: a batch of 1,000 is taken', async () => {
    const app = await testApp();
    const messages = Array.from({ length: 1_000 }, (_, i) => ({
      topic,
      payload: { ...low, measuredAt: start - i },
      mode: 'history',
    }));
    const { items } = (await (await app.post(path, { messages })).json()) as { items: OutcomeBody[] };
    expect(items.filter(o => o.outcome === 'stored')).toHaveLength(1_000);
  });

  test.each([
    ['no topic', { payload: low }, 'topic'],
    ['an empty topic', { topic: '', payload: low }, 'topic'],
    ['no payload', { topic }, 'payload'],
    ['an unknown mode', { topic, payload: low, mode: 'past' }, 'mode'],
    ['no messages', { messages: [] }, 'messages'],
    [
      'more than 1,000 messages',
      { messages: Array.from({ length: 1_001 }, () => ({ topic, payload: low })) },
      'messages',
    ],
    [
      'a message of a batch without a topic',
      { messages: [{ topic, payload: low }, { payload: low }] },
      'messages.1.topic',
    ],
  ])('400: %s is refused whole, naming the field', async (_, body, field) => {
    const app = await testApp();
    await expectProblem(await app.post(path, body), { status: 400, code: 'bad-request', field });
    const { items } = await app.get<{ items: object[] }>('/api/v1/patients/P1/readings');
    expect(items).toEqual([]);
  });

  test.each([
    ['a topic nobody reads', 'elsewhere', low, 'topic'],
    ['a device nobody registered', 'vigil/v1/unknown/weight', low, 'topic'],
    ['a channel nobody decodes', 'vigil/v1/cuff-1/pulse', low, 'topic'],
    ['a unit left out', topic, { systolic: 120, diastolic: 80 }, 'unit'],
    ['a value that is no number', topic, { ...low, systolic: 'high' }, 'systolic'],
    ['a payload too big', topic, { ...low, note: 'x'.repeat(5_000) }, 'payload'],
  ])('422: %s: the message is kept under rejectedId with its remedy', async (_, to, payload, field) => {
    const app = await testApp();
    const problem = await expectProblem(await app.post(path, { topic: to, payload }), {
      status: 422,
      code: 'ingest-rejected',
      field,
    });
    const { items } = await app.get<{ items: RejectedBody[] }>('/api/v1/rejected');
    expect(only(items)).toMatchObject({ id: problem.rejectedId, field, remedy: problem.remedy });
  });

  test('422: a payload nested beyond all reason is refused, and breaks nothing', async () => {
    const app = await testApp();
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = JSON.stringify({ topic, payload: 'deep' }).replace('"deep"', deep);
    const { status } = await app.request(path, { method: 'POST', text });
    expect([400, 422]).toContain(status);
    expect(await app.send('cuff-1', 'blood-pressure', low)).toMatchObject({ outcome: 'stored' });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
