import { describe, expect, test } from 'vitest';
import { alertOf, expectProblem, review, reviewsFor, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const route = { method: 'POST', path: '/api/v1/worklist/wli_none/close', body: { reviews: [] } } as const;

describe('POST /worklist/{id}/close', () => {
  test('200: answers with the closed item, its reviews and its note', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const item = await app.openItem(1);
    const closed = await app.act(item.id, 'close', {
      version: 1,
      reviews: reviewsFor(item, { verdict: 'technique', action: 'device-help' }),
      note: 'cuff was too large',
    });
    expect(closed).toMatchObject({
      version: 2,
      state: 'closed',
      closedBy: 'Ana Ruiz',
      closedAt: '2026-11-23T12:01:00.000Z',
      notes: [{ text: 'cuff was too large' }],
      alerts: [
        { needsReview: false, review: { verdict: 'technique', action: 'device-help', by: 'Ana Ruiz' } },
      ],
    });
  });

  test.each([
    ['an unknown verdict', { reviews: [review('alr_1', { verdict: 'maybe' })] }, 'reviews.0.verdict'],
    ['an unknown action', { reviews: [review('alr_1', { action: 'prayed' })] }, 'reviews.0.action'],
    ['a review of no alert', { reviews: [{ verdict: 'true', action: 'watching' }] }, 'reviews.0.alertId'],
    [
      'a time without an offset',
      { reviews: [review('a', { acceptUntil: '2026-12-01' })] },
      'reviews.0.acceptUntil',
    ],
    ['reviews that are no list', { reviews: {} }, 'reviews'],
    ['a note of more than 4,000 characters', { note: 'x'.repeat(4_001) }, 'note'],
    ['a version that is no number', { version: 1.5 }, 'version'],
  ])('400: %s', async (_, body, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'close', body), {
      status: 400,
      code: 'bad-request',
      field,
    });
  });

  test('400: a review of an alert that is not on this item', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    await app.pressure(2, 75);
    const [item, other] = [await app.openItem(1), await app.openItem(2)];
    const reviews = [...reviewsFor(item), ...reviewsFor(other)];
    await expectProblem(await app.verb(item.id, 'close', { reviews }), {
      status: 400,
      code: 'bad-request',
      field: 'reviews.alertId',
    });
    expect((await app.item(item.id)).state).toBe('open');
  });

  test('404: an item nobody has', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'close'), { status: 404, code: 'not-found', field: 'id' });
  });

  test('409: the item is not as it was seen', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const item = await app.openItem(1);
    await app.act(item.id, 'note', { text: 'on it' }, 'Bo Chen');
    const body = { version: item.version, reviews: reviewsFor(item) };
    const problem = await expectProblem(await app.verb(item.id, 'close', body), {
      status: 409,
      code: 'conflict',
      field: null,
    });
    expect(problem.conflict).toMatchObject({ by: 'Bo Chen', at: '2026-11-23T12:01:00.000Z' });
    expect((await app.item(item.id)).state).toBe('open');
  });

  test('422: an alert without a review is named by its id', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    await app.glucose(1, 50);
    const item = await app.openItem(1);
    const [bp, sugar] = [alertOf(item, 'bp-low'), alertOf(item, 'glucose-low-level-2')];
    const problem = await expectProblem(await app.verb(item.id, 'close', { reviews: [review(bp.id)] }), {
      status: 422,
      code: 'reviews-missing',
      field: 'reviews',
    });
    expect(problem.remedy).toContain(sugar.id);
    expect(problem.remedy).not.toContain(bp.id);
  });

  describe('of an urgent alert about which nobody could be reached', () => {
    const outOfReach = { status: 422, code: 'not-allowed-now', field: 'reviews' };
    const attempt = { who: 'patient', channel: 'phone', reached: false };
    const tried = async () => {
      const app = await testApp();
      await app.pressure(1, 75);
      const item = await app.openItem(1);
      await app.act(item.id, 'log-contact', attempt);
      return { app, item };
    };

    test('422: an attempt is no outcome; the remedy names the alert', async () => {
      const { app, item } = await tried();
      for (const action of ['advised-patient', 'watching', 'nothing-needed']) {
        const reviews = reviewsFor(item, { verdict: 'artefact', action });
        const problem = await expectProblem(await app.verb(item.id, 'close', { reviews }), outOfReach);
        expect(problem.remedy).toContain(alertOf(item, 'bp-low').id);
      }
      expect((await app.item(item.id)).state).toBe('open');
    });

    test('200: once somebody was reached, or somebody else was brought in', async () => {
      const { app, item } = await tried();
      const reviews = reviewsFor(item, { action: 'informed-provider' });
      expect(await app.act(item.id, 'close', { reviews })).toMatchObject({ state: 'closed' });
      await app.act(item.id, 'undo');
      await app.setTime(app.clock.now() + 1);
      await app.act(item.id, 'log-contact', { ...attempt, who: 'provider', reached: true });
      expect(await app.close(item)).toMatchObject({ state: 'closed' });
    });

    test('200: attempts made for another item do not count', async () => {
      const app = await testApp();
      await app.post('/api/v1/patients/P1/contacts', attempt);
      await app.pressure(1, 75);
      expect(await app.close(await app.openItem(1))).toMatchObject({ state: 'closed' });
    });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
