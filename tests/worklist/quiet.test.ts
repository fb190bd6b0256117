import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Finding, Severity } from '../../src/domain/alert.ts';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import type { Rule } from '../../src/domain/rule.ts';
import { deviceClock } from '../../src/rules/device-clock.ts';
import { missedWeight } from '../../src/rules/missed-weight.ts';
import { reconsider } from '../../src/worklist/reconsider.ts';
import { alertOf, iso, only, review, type TestApp, testApp } from '../api/app.ts';
import { plainRule } from '../rules/build.ts';
import { plainLow } from './plain-low.ts';

const firing = (severity: Severity): Finding => ({
  is: 'firing',
  severity,
  confirmed: true,
  because: 'because',
  evidence: { readings: [], limits: {} },
});

/** Rules that fire on each weight: of the weight, of the device, or of silence. */
const onWeight = (rule: Partial<Rule>, severity: Severity): Rule => ({
  ...plainRule,
  latenessLimitMs: dayMs,
  ...rule,
  kinds: ['weight'],
  evaluate: () => firing(severity),
});
const technical = onWeight({ ...deviceClock }, 'info');
const silence = onWeight({ ...missedWeight, watchesTime: false }, 'info');
const greater = onWeight({ id: 'greater', concern: 'weight', group: 'g' }, 'urgent');
const lesser = onWeight({ id: 'lesser', concern: 'weight', group: 'l', title: 'Lesser' }, 'warning');

const named = async (app: TestApp, n = 1) =>
  (await app.openItem(n)).alerts.map(a => [a.ruleId, a.needsReview, a.quiet?.by ?? null]);

describe('what a worse alert speaks for', () => {
  const inhibited = async () => {
    const app = await testApp({ rules: [greater, lesser] });
    await app.weight(1, 80);
    const item = await app.openItem(1);
    return { app, item, speaker: alertOf(item, 'greater'), hidden: alertOf(item, 'lesser') };
  };

  test('is on the line, asks for nobody, and says which alert speaks for it', async () => {
    const { item, speaker, hidden } = await inhibited();
    expect(item).toMatchObject({ severity: 'urgent' });
    expect(hidden).toMatchObject({
      needsReview: false,
      quiet: { by: 'inhibited', until: null, for: speaker.id },
    });
    expect(hidden.quiet?.because).toBe(
      '“greater” (urgent) speaks for it until that one ends or is reviewed, unless this one grows worse',
    );
  });

  test('is reviewed with it, accepted no longer, and both the audit and the alert say so', async () => {
    const { app, item, speaker, hidden } = await inhibited();
    const at = app.clock.now();
    await app.act(item.id, 'close', { reviews: [review(speaker.id)] });
    expect(await app.hasItem(1)).toBe(false);
    const told = only((await app.alerts(1)).filter(a => a.id === hidden.id));
    expect(told).toMatchObject({
      needsReview: false,
      review: { verdict: 'true', action: 'advised-patient', acceptedUntil: iso(at + dayMs), by: 'Ana Ruiz' },
      quiet: { for: speaker.id, because: 'reviewed together with “greater”, which spoke for it' },
    });
    const closed = only((await app.audit()).filter(row => row.action === 'worklist-item.close'));
    expect(closed.detail).toMatchObject({
      reviews: [{ alertId: speaker.id }, { alertId: hidden.id, with: speaker.id, verdict: 'true' }],
    });
  });

  test('hides again when the close is taken back', async () => {
    const { app, item, speaker } = await inhibited();
    await app.act(item.id, 'close', { reviews: [review(speaker.id)] });
    await app.act(item.id, 'undo');
    expect(await named(app)).toEqual([
      ['greater', true, null],
      ['lesser', false, 'inhibited'],
    ]);
    expect((await app.alerts(1)).every(a => a.review === null)).toBe(true);
  });

  test('may be given a review of its own', async () => {
    const { app, item, speaker, hidden } = await inhibited();
    const reviews = [review(speaker.id), review(hidden.id, { verdict: 'technique' })];
    await app.act(item.id, 'close', { reviews });
    const told = only((await app.alerts(1)).filter(a => a.id === hidden.id));
    expect(told.review?.verdict).toBe('technique');
  });
});

describe('a technical alert', () => {
  const besideLow = async () => {
    const app = await testApp({ rules: [plainLow, technical] });
    await app.weight(1, 80);
    await app.pressure(1, 75);
    return { app, item: await app.openItem(1) };
  };

  test('has a line of its lane, which a clinical alert makes clinical', async () => {
    const app = await testApp({ rules: [plainLow, technical] });
    await app.weight(1, 80);
    expect(await app.openItem(1)).toMatchObject({ lane: 'technical', severity: 'info' });
    const { id } = await app.openItem(1);
    await app.act(id, 'acknowledge');
    await app.pressure(1, 85);
    expect(await app.openItem(1)).toMatchObject({ id, state: 'open', lane: 'clinical', severity: 'warning' });
  });

  test('need not be reviewed to close a clinical line; it then has a line of its own', async () => {
    const { app, item } = await besideLow();
    await app.act(item.id, 'close', { reviews: [review(alertOf(item, 'bp-low').id)] });
    const left = await app.openItem(1);
    expect(left.id).not.toBe(item.id);
    expect(left).toMatchObject({ lane: 'technical', state: 'open', alerts: [{ ruleId: 'device-clock' }] });
  });

  test('goes back to the clinical line when the close is taken back', async () => {
    const { app, item } = await besideLow();
    await app.act(item.id, 'close', { reviews: [review(alertOf(item, 'bp-low').id)] });
    const left = await app.openItem(1);
    await app.act(item.id, 'undo');
    expect(await app.openItem(1)).toMatchObject({ id: item.id, lane: 'clinical' });
    expect(await app.item(left.id)).toMatchObject({ state: 'closed', closedBy: 'system', alerts: [] });
    expect((await named(app)).map(([rule]) => rule).sort()).toEqual(['bp-low', 'device-clock']);
  });

  test('keeps its line, and the close stands, when somebody has begun to work on it', async () => {
    const { app, item } = await besideLow();
    await app.act(item.id, 'close', { reviews: [review(alertOf(item, 'bp-low').id)] });
    await app.act((await app.openItem(1)).id, 'acknowledge', {}, 'Bo Chen');
    expect((await app.verb(item.id, 'undo')).status).toBe(409);
    expect(await app.openItem(1)).toMatchObject({ lane: 'technical', acknowledgedBy: 'Bo Chen' });
  });

  test('must be reviewed where it is all there is', async () => {
    const app = await testApp({ rules: [technical] });
    await app.weight(1, 80);
    const response = await app.verb((await app.openItem(1)).id, 'close', { reviews: [] });
    expect(response.status).toBe(422);
  });
});

test('the worklist counts its lanes, whichever is shown', async () => {
  const app = await testApp({ patients: 3, rules: [plainLow, technical, silence] });
  await app.pressure(1, 75);
  await app.weight(2, 80);
  const byLane = { clinical: 1, 'no-data': 1, technical: 0 };
  for (const lane of ['clinical', 'no-data', 'technical'] as const)
    expect(await app.worklist(`?lane=${lane}`)).toMatchObject({ total: byLane[lane], byLane });
  expect(await app.worklist('?severity=urgent')).toMatchObject({
    byLane: { clinical: 1, 'no-data': 0, technical: 0 },
  });
});

describe('behind a gateway that is silent', () => {
  const setGateway = (app: TestApp, gateway: string | null) => {
    const { store } = app.running();
    return store.write(() =>
      store.db.update(store.t.device).set({ gateway }).where(eq(store.t.device.id, 'scale-1')),
    );
  };
  const again = async (app: TestApp) => {
    const { store } = app.running();
    const { id } = await app.patient(1);
    await store.write(() => reconsider(store, [id], app.clock.now()));
    await app.idle();
  };
  const begin = (app: TestApp) => {
    const { store } = app.running();
    return store.write(() =>
      store.db.insert(store.t.incident).values({
        id: 'inc_1',
        kind: 'gateway-silent',
        subjectId: 'gw-3',
        state: 'open',
        startedAt: app.clock.now(),
        because: 'silent',
        detail: {},
        version: 1,
      }),
    );
  };
  const end = (app: TestApp) => {
    const { store } = app.running();
    const { incident } = store.t;
    return store.write(() =>
      store.db.update(incident).set({ endedAt: app.clock.now() }).where(eq(incident.id, 'inc_1')),
    );
  };

  test('an alert of silence is quiet while that lasts, and speaks up when it is over', async () => {
    const app = await testApp({ rules: [silence] });
    await setGateway(app, 'gw-3');
    await app.weight(1, 80);
    expect(await app.openItem(1)).toMatchObject({ lane: 'no-data' });
    await begin(app);
    await again(app);
    expect(await app.hasItem(1)).toBe(false);
    const { quiet, needsReview } = only(await app.alerts(1));
    expect(needsReview).toBe(false);
    expect(quiet).toMatchObject({
      by: 'gateway',
      until: iso(app.clock.now() + 7 * dayMs),
      for: 'inc_1',
    });
    expect(quiet?.because).toBe(
      'gateway gw-3 is silent since Mon 23 Nov 07:01; quiet until it is heard again, or Mon 30 Nov 07:01',
    );
    await app.setTime(app.clock.now() + hourMs);
    await end(app);
    await again(app);
    expect(await app.openItem(1)).toMatchObject({
      lane: 'no-data',
      slaDueAt: iso(app.clock.now() + 3 * dayMs),
      alerts: [{ quiet: null, needsReview: true }],
    });
  });

  test('what another device tells is not quiet', async () => {
    const app = await testApp({ rules: [silence, plainLow] });
    await setGateway(app, 'gw-3');
    await begin(app);
    await app.weight(1, 80);
    await app.pressure(1, 75);
    expect(await app.openItem(1)).toMatchObject({ lane: 'clinical' });
  });

  test('one whose device is behind no gateway, or another one, is not quiet', async () => {
    const app = await testApp({ rules: [silence] });
    await begin(app);
    await app.weight(1, 80);
    expect(await app.hasItem(1)).toBe(true);
    await setGateway(app, 'gw-4');
    await again(app);
    expect(await app.hasItem(1)).toBe(true);
  });
});

describe('after a person dealt with one like it', () => {
  const cooling = async () => {
    const app = await testApp({ rules: [plainLow] });
    await app.pressure(1, 85);
    await app.close(await app.openItem(1));
    const closedAt = app.clock.now();
    for (const systolic of [120, 121, 86]) await app.pressure(1, systolic);
    return { app, until: closedAt + 72 * hourMs };
  };
  const quietOf = async (app: TestApp) => (await app.alerts(1))[0]?.quiet ?? null;

  test('an alert says who dealt with it, when, and until when it is quiet', async () => {
    const { app, until } = await cooling();
    expect(await quietOf(app)).toMatchObject({ by: 'cool-down', until: iso(until) });
    expect((await quietOf(app))?.because).toBe(
      'dealt with on Mon 23 Nov 07:01 by Ana Ruiz; quiet until Thu 26 Nov 07:01 unless worse',
    );
    const { items } = await app.get<{ items: { quiet: unknown }[] }>('/api/v1/alerts?state=firing');
    expect(only(items).quiet).toMatchObject({ by: 'cool-down' });
  });

  test('it speaks up at the end by itself, also when nothing ran then', async () => {
    const { app, until } = await cooling();
    await app.setTime(until - 1);
    expect(await app.hasItem(1)).toBe(false);
    await app.running().close();
    app.clock.set(until + minuteMs);
    await app.restart();
    expect(await app.openItem(1)).toMatchObject({ slaDueAt: iso(until + minuteMs + dayMs) });
    expect(await quietOf(app)).toBeNull();
  });

  test('it is over for good if it ends meanwhile', async () => {
    const { app, until } = await cooling();
    for (const systolic of [120, 121]) await app.pressure(1, systolic);
    expect(await quietOf(app)).toBeNull();
    await app.setTime(until + dayMs);
    expect(await app.hasItem(1)).toBe(false);
    expect((await app.alerts(1)).every(a => !a.needsReview)).toBe(true);
  });

  test('it speaks at once when the close is taken back', async () => {
    const app = await testApp({ rules: [plainLow] });
    await app.pressure(1, 85);
    for (const systolic of [120, 121]) await app.pressure(1, systolic);
    await app.pressure(1, 75);
    const item = await app.openItem(1);
    await app.close(item);
    await app.act(item.id, 'undo');
    expect(await app.openItem(1)).toMatchObject({ id: item.id, severity: 'urgent' });
  });

  test('a line that another rule opens shows it, quiet', async () => {
    const app = await testApp({ rules: [plainLow, greater] });
    await app.pressure(1, 85);
    await app.close(await app.openItem(1));
    for (const systolic of [120, 121, 86]) await app.pressure(1, systolic);
    await app.weight(1, 80);
    expect(await named(app)).toEqual([
      ['greater', true, null],
      ['bp-low', false, 'cool-down'],
    ]);
  });
});

test('a snoozed line says who hides it, until when, and what breaks that', async () => {
  const app = await testApp({ rules: [plainLow] });
  await app.pressure(1, 85);
  const { id, quiet } = await app.openItem(1);
  expect(quiet).toBeNull();
  const until = app.clock.now() + 2 * hourMs;
  await app.act(id, 'snooze', { until: iso(until) });
  expect((await app.item(id)).quiet).toEqual({
    by: 'snooze',
    until: iso(until),
    because: 'snoozed by Ana Ruiz until Mon 23 Nov 09:01; anything new, worse or critical breaks it',
  });
});
