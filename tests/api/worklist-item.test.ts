import { describe, expect, test } from 'vitest';
import { expectProblem, testApp } from './app.ts';

describe('GET /worklist/{id}', () => {
  test('200: an open item with its alerts, evidence and notes', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    await app.act(id, 'note', { text: 'called, no answer' });
    expect(await app.item(id)).toMatchObject({
      id,
      version: 2,
      alerts: [{ ruleId: 'bp-low', evidence: { limits: { lowSystolicMmHg: 90, veryLowSystolicMmHg: 80 } } }],
      notes: [{ text: 'called, no answer', by: 'Ana Ruiz', at: '2026-11-23T12:01:00.000Z' }],
    });
  });

  test('200: a closed item stays readable, with who closed it', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.close(await app.openItem(1));
    expect(await app.item(id)).toMatchObject({
      state: 'closed',
      closedBy: 'Ana Ruiz',
      alerts: [{ review: {} }],
    });
  });

  test('200: what waits for a repeat is shown on the line of a patient who has one', async () => {
    const app = await testApp();
    await app.glucose(1, 50);
    await app.pressure(1, 185);
    expect((await app.openItem(1)).alerts).toMatchObject([
      { ruleId: 'glucose-low-level-2', state: 'firing', needsReview: true },
      { ruleId: 'bp-severe', state: 'pending', needsReview: false, pendingUntil: '2026-11-23T12:17:00.000Z' },
    ]);
  });

  test('200: alerts that need review come first, then the worst', async () => {
    const app = await testApp();
    await app.glucose(1, 65);
    await app.glucose(1, 120);
    await app.pressure(1, 75);
    const rules = (await app.openItem(1)).alerts.map(a => [a.ruleId, a.severity]);
    expect(rules).toEqual([
      ['bp-low', 'urgent'],
      ['glucose-low-level-1', 'warning'],
    ]);
  });

  test('404: an id nobody has', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request('/api/v1/worklist/wli_none'), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });

  test('421: another host name is not served', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/api/v1/worklist/wli_none', { headers: { host: 'evil.example' } });
    await expectProblem(response, { status: 421, code: 'host-not-allowed', field: 'Host' });
  });
});
