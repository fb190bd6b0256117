import { describe, expect, test } from 'vitest';
import { carryOut, type Episode } from '../../src/alerts/episode.ts';
import { riskCohort } from '../../src/alerts/sources.ts';
import { saveEpisode } from '../../src/alerts/store.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { attach } from '../../src/worklist/attach.ts';
import { alertOf, expectProblem, iso, only, review, type TestApp, testApp } from '../api/app.ts';

/** P1 is in the intensive cohort, which is stated on the line. */
const entered = async (app: TestApp) => {
  const { store } = app.running();
  const { id: patientId } = await app.patient(1);
  const now = app.clock.now();
  const episodes: Episode[] = [];
  const evidence = { readings: [], limits: {} };
  const finding = {
    is: 'firing',
    severity: 'info',
    confirmed: true,
    because: 'rank 1 of 2',
    evidence,
  } as const;
  carryOut(episodes, 'open-firing', finding, now);
  await store.write(async () => {
    const [episode] = episodes as [Episode];
    await saveEpisode(store.sql)(patientId, riskCohort, episode, { limitsVersion: 1, raisedAt: now });
    const ids = [episode.id];
    const programId = 'heart-failure';
    await attach(store, { patientId, programId, changedIds: ids, newsIds: ids, againIds: [], now });
  });
};

const noticeApp = async (clinical: boolean) => {
  const app = await testApp();
  if (clinical) await app.pressure(1, 75);
  await entered(app);
  const line = await app.openItem(1);
  return { app, line, notice: alertOf(line, 'risk-cohort') };
};

describe('closing a line that states a notice', () => {
  test('beside what was reviewed takes over what was done, as long as a notice is usually quiet', async () => {
    const { app, line, notice } = await noticeApp(true);
    expect(notice).toMatchObject({ isNotice: true, isDuty: false, needsReview: true });
    const low = alertOf(line, 'bp-low');
    const reviews = [review(low.id, { verdict: 'technique', action: 'device-help' })];
    const closed = await app.act(line.id, 'close', { reviews });
    expect(closed.state).toBe('closed');
    expect(closed.alerts.find(a => a.id === notice.id)?.review).toMatchObject({
      verdict: 'true',
      action: 'device-help',
      acceptedUntil: iso(app.clock.now() + 14 * dayMs),
    });
    expect(await app.hasItem(1)).toBe(false);
  });

  test('beside what was not reviewed names that alone', async () => {
    const { app, line } = await noticeApp(true);
    const problem = await expectProblem(await app.verb(line.id, 'close', { reviews: [] }), {
      status: 422,
      code: 'reviews-missing',
      field: 'reviews',
    });
    expect(problem.remedy).toBe(`add a review for ${alertOf(line, 'bp-low').id}`);
  });

  test('alone asks what was done, and not whether it was real', async () => {
    const { app, line, notice } = await noticeApp(false);
    const problem = await expectProblem(await app.verb(line.id, 'close', { reviews: [] }), {
      status: 422,
      code: 'reviews-missing',
      field: 'reviews',
    });
    expect(problem.remedy).toContain(notice.id);
    const reviews = [{ alertId: notice.id, action: 'watching' }];
    const closed = await app.act(line.id, 'close', { reviews });
    expect(only(closed.alerts).review).toMatchObject({ verdict: 'true', action: 'watching' });
  });

  test('what a person says of it herself stands', async () => {
    const { app, line, notice } = await noticeApp(true);
    const reviews = [
      review(alertOf(line, 'bp-low').id),
      review(notice.id, { verdict: 'expected', action: 'visit-arranged' }),
    ];
    const closed = await app.act(line.id, 'close', { reviews });
    expect(closed.alerts.find(a => a.id === notice.id)?.review).toMatchObject({
      verdict: 'expected',
      action: 'visit-arranged',
    });
  });

  test('an alert that is no notice wants its verdict', async () => {
    const { app, line } = await noticeApp(true);
    const reviews = [{ alertId: alertOf(line, 'bp-low').id, action: 'watching' }];
    await expectProblem(await app.verb(line.id, 'close', { reviews }), {
      status: 400,
      code: 'bad-request',
      field: 'reviews.verdict',
    });
  });

  test('a notice counts neither for nor against how right alerts are', async () => {
    const { app, line, notice } = await noticeApp(false);
    await app.act(line.id, 'close', { reviews: [{ alertId: notice.id, action: 'watching' }] });
    type Quality = { readonly programs: readonly { readonly program: string; readonly closed: number }[] };
    const { programs } = await app.get<Quality>('/api/v1/reports/alert-quality');
    expect(programs.find(p => p.program === 'heart-failure')).toMatchObject({ closed: 0, rules: [] });
  });
});
