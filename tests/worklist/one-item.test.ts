import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WorklistItemBody } from '../../src/contract/worklist.ts';
import { needsPerson, severityRank } from '../../src/domain/alert.ts';
import { dayMs, minuteMs } from '../../src/domain/local-day.ts';
import { bodyAs, iso, reviewsFor, type TestApp, testApp } from '../api/app.ts';
import { putItems, written } from './rows.ts';

const verbs = [
  'acknowledge',
  'assign',
  'snooze',
  'escalate',
  'await-provider',
  'provider-answered',
  'note',
  'log-contact',
  'close',
  'close',
  'reopen',
  'undo',
] as const;
type Verb = (typeof verbs)[number];

type Step =
  | { readonly do: Verb; readonly actor: string; readonly stale: boolean }
  | { readonly do: 'measure'; readonly systolic: number }
  | { readonly do: 'wait'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(...verbs),
      actor: fc.constantFrom('Ana', 'Bo', 'Cy'),
      stale: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('measure' as const),
      systolic: fc.constantFrom(120, 121, 85, 75, 190, 400),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(16 * minuteMs, dayMs, 15 * dayMs),
    }),
  },
);

/** Steps of one inner list are taken all at once. */
const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });

const bodyOf: Readonly<Record<Verb, (item: WorklistItemBody, now: number) => object>> = {
  acknowledge: () => ({}),
  assign: () => ({ to: 'Cy' }),
  snooze: (_, now) => ({ until: iso(now + 2 * dayMs) }),
  escalate: () => ({ to: { role: 'lead' }, why: 'x' }),
  'await-provider': () => ({ what: 'x' }),
  'provider-answered': () => ({ answer: 'x' }),
  note: () => ({ text: 'x' }),
  'log-contact': () => ({ who: 'patient', channel: 'phone', reached: false }),
  close: (item, now) => ({
    reviews: reviewsFor(item, { acceptUntil: iso(now + 2 * dayMs), action: 'visit-arranged' }),
  }),
  reopen: () => ({}),
  undo: () => ({}),
};

const measure = (app: TestApp, systolic: number, nth: number) =>
  app.send('cuff-1', 'blood-pressure', {
    measuredAt: iso(app.clock.now() - nth),
    seq: nth,
    systolic,
    diastolic: 60,
    unit: 'mm[Hg]',
  });

const itemsOf = async (app: TestApp) => {
  const { reader, t } = app.running().store;
  return await reader.select().from(t.worklistItem).orderBy(t.worklistItem.openedAt);
};

/** One verb of a person who looked just before; a verb that came too late is refused, and never with a 500. */
const act = async (app: TestApp, what: Extract<Step, { actor: string }>): Promise<void> => {
  const latest = (await itemsOf(app)).at(-1);
  if (!latest) return;
  const item = await app.item(latest.id);
  const version = what.stale ? { version: Math.max(1, item.version - 1) } : {};
  const body = { ...bodyOf[what.do](item, app.clock.now()), ...version };
  const response = await app.verb(latest.id, what.do, body, what.actor);
  expect([200, 400, 409, 422]).toContain(response.status);
  if (response.status !== 200) return;
  expect((await bodyAs<WorklistItemBody>(response)).version).toBeGreaterThan(item.version);
};

const take = async (app: TestApp, what: Step, nth: number): Promise<void> => {
  switch (what.do) {
    case 'measure':
      await measure(app, what.systolic, nth);
      return;
    case 'wait':
      app.clock.set(app.clock.now() + what.ms);
      return;
    default:
      await act(app, what);
  }
};

/** What must hold after anything whatsoever. */
const expectSound = async (app: TestApp): Promise<void> => {
  const open = (await itemsOf(app)).filter(i => i.state !== 'closed');
  expect(open.length).toBeLessThanOrEqual(1);
  const alerts = await app.alerts(1);
  const fired = alerts.filter(a => a.firedAt !== null);
  const demanding = fired.filter(a => a.needsReview);
  // whatever waits for a person is on the one open item
  for (const alert of demanding) expect(alert.itemId).toBe(open[0]?.id);
  // an urgent or critical alert is over only once somebody reviewed it as bad as it was
  const { review: reviews } = await written(app);
  // or has just dealt with one like it
  const severe = fired.filter(a => needsPerson(a.severity) && a.quiet?.by !== 'cool-down');
  for (const alert of severe) {
    const seen = reviews.filter(r => r.alertId === alert.id).map(r => severityRank[r.severity]);
    if (Math.max(-1, ...seen) < severityRank[alert.severity]) expect(alert.itemId).toBe(open[0]?.id);
  }
  // what fires is told, reviewed, or says why it is quiet
  for (const alert of fired.filter(a => a.state === 'firing'))
    expect(alert.needsReview || alert.review !== null || alert.quiet !== null).toBe(true);
  for (const alert of fired.filter(a => a.severity === 'critical')) expect(alert.quiet).toBeNull();
  const { items } = await app.worklist('?snoozed=shown');
  expect(items.map(i => i.id)).toEqual(open.map(i => i.id));
  // no snooze hides what is critical
  if (demanding.some(a => a.severity === 'critical')) expect((await app.worklist()).total).toBe(1);
};

describe('one open item a patient', () => {
  test('holds, and nothing that waits for a person is lost, whatever people and devices do at once', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async all => {
        const app = await testApp({ patients: 1 });
        for (const round of all) {
          app.clock.set(app.clock.now() + minuteMs);
          await Promise.all(round.map((what, nth) => take(app, what, nth)));
          await app.idle();
          await expectSound(app);
        }
        await app.restart();
        await expectSound(app);
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  test('holds while the item is closed again and again as urgent readings pour in', async () => {
    const app = await testApp({ patients: 1 });
    for (let i = 0; i < 20; i++) {
      app.clock.set(app.clock.now() + minuteMs);
      const [latest] = (await itemsOf(app)).filter(item => item.state !== 'closed');
      const item = latest ? await app.item(latest.id) : null;
      await Promise.all([
        measure(app, 75, 0),
        ...(item ? [app.verb(item.id, 'close', { reviews: reviewsFor(item) }, 'Bo')] : []),
        app.send('meter-1', 'glucose', { measuredAt: iso(app.clock.now()), value: 40 + i, unit: 'mg/dL' }),
        ...(item ? [app.verb(item.id, 'close', { reviews: reviewsFor(item) }, 'Ana')] : []),
        measure(app, 120, 2),
      ]);
      await app.idle();
      await expectSound(app);
    }
  });

  test('is held by the store itself', async () => {
    const app = await testApp({ patients: 1 });
    await putItems(app, [{ id: 'wli_a' }]);
    await expect(putItems(app, [{ id: 'wli_b' }])).rejects.toThrow(/UNIQUE/);
    await putItems(app, [{ id: 'wli_c', state: 'closed' }]);
  });
});
