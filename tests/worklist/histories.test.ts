import { expect, test } from 'vitest';
import { needsPerson, severityRank } from '../../src/domain/alert.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { closeInput } from '../../src/worklist/close.ts';
import { bodyAs, iso, review, rosterHeader, rosterLine, type TestApp, testApp } from '../api/app.ts';
import { plainLow } from './plain-low.ts';

const events = ['warning', 'urgent', 'end', 'close', 'late'] as const;
type Event = (typeof events)[number];
type History = readonly Event[];

const historiesOf = (length: number): History[] =>
  length === 0 ? [[]] : historiesOf(length - 1).flatMap(h => events.map(event => [...h, event]));

const length = 4;
const stepMs = 10 * minuteMs;

/** What a patient measures at a step: minutes before it, and systolic mmHg. */
const readings: Readonly<Record<Event, readonly (readonly [minutesAgo: number, systolic: number])[]>> = {
  warning: [[0, 85]],
  urgent: [[0, 75]],
  end: [
    [2, 120],
    [0, 121],
  ],
  close: [],
  // between the two good readings of two steps ago: whatever they ended had not ended
  late: [[21, 74]],
};

const patientsWith = async (histories: readonly History[]): Promise<TestApp> => {
  const app = await testApp({ patients: 0, rules: [plainLow] });
  const lines = histories.map((_, i) => rosterLine(i, `cuff-${i}`, 'blood-pressure'));
  await app.importRoster([rosterHeader, ...lines].join('\n'));
  return app;
};

const measureAll = async (app: TestApp, histories: readonly History[], step: number): Promise<void> => {
  const messages = histories.flatMap((history, i) =>
    readings[history[step] as Event].map(([minutesAgo, systolic]) => ({
      topic: `vigil/v1/cuff-${i}/blood-pressure`,
      payload: {
        measuredAt: iso(app.clock.now() - minutesAgo * minuteMs),
        systolic,
        diastolic: 50,
        unit: 'mm[Hg]',
      },
    })),
  );
  const response = await app.post('/api/v1/ingest/native', { messages });
  expect(response.status).toBe(200);
  await app.idle();
};

/** Alerts that fired, each with its latest review and whether its item is open. */
const alertsIn = async (app: TestApp) => {
  const { reader, t } = app.running().store;
  const [alerts, reviews, items, patients] = await Promise.all([
    reader.select().from(t.alert),
    reader.select().from(t.alertReview).orderBy(t.alertReview.at),
    reader.select().from(t.worklistItem),
    reader.select().from(t.patient),
  ]);
  const latest = new Map(reviews.map(r => [r.alertId, r]));
  const open = new Map(items.filter(i => i.state !== 'closed').map(i => [i.patientId, i.id]));
  const numbers = new Map(patients.map(p => [p.id, Number(p.siteId.slice(1))]));
  return alerts
    .filter(a => a.firedAt !== null)
    .map(a => ({
      alert: a,
      n: numbers.get(a.patientId) as number,
      review: latest.get(a.id),
      openItemId: open.get(a.patientId) ?? null,
      // each history is shorter than any cool-down
      dealt: reviews.findLast(
        r => r.patientId === a.patientId && r.alertId !== a.id && r.at <= (a.raisedAt ?? 0),
      ),
    }));
};

type Judged = Awaited<ReturnType<typeof alertsIn>>[number];

/** DESIGN, said once more: what must be in front of somebody now. */
const waitsForAPerson = ({ alert, review: seen, dealt }: Judged, now: number): boolean => {
  // of the same rule, and no worse: a person has just dealt with it; never so of what is urgent
  const isDealtWith =
    dealt !== undefined &&
    !needsPerson(alert.severity) &&
    severityRank[dealt.severity] >= severityRank[alert.severity];
  if (seen === undefined && isDealtWith) return false;
  const seenAsBad = seen !== undefined && severityRank[seen.severity] >= severityRank[alert.severity];
  if (alert.state === 'ended') return needsPerson(alert.severity) && !seenAsBad;
  // a review of an alert that had ended accepts nothing
  return !seenAsBad || seen.acceptedUntil === null || seen.acceptedUntil <= now;
};

const closeAll = async (app: TestApp, histories: readonly History[], step: number): Promise<void> => {
  const alerts = await alertsIn(app);
  const closing = Map.groupBy(
    alerts.filter(a => histories[a.n]?.[step] === 'close' && a.openItemId !== null),
    a => a.openItemId as string,
  );
  for (const itemId of closing.keys()) {
    const { alerts: shown } = await app.item(itemId);
    const reviews = shown.filter(a => a.needsReview).map(a => review(a.id));
    const response = await app.verb(itemId, 'close', closeInput.parse({ reviews }));
    expect(response.status, JSON.stringify(await bodyAs(response.clone()))).toBe(200);
  }
};

test('in every history of four events an alert that waits for a person is on an open item, and no other item is open', {
  timeout: 120_000,
}, async () => {
  const histories = historiesOf(length);
  const app = await patientsWith(histories);
  const lost = new Set<string>();
  const needless = new Set<string>();
  for (let step = 0; step < length; step++) {
    app.clock.set(app.clock.now() + stepMs);
    await measureAll(app, histories, step);
    await closeAll(app, histories, step);
    await app.idle();
    const alerts = await alertsIn(app);
    const name = (n: number) => histories[n]?.slice(0, step + 1).join(', ') ?? '';
    const waiting = alerts.filter(a => waitsForAPerson(a, app.clock.now()));
    for (const { alert, n, openItemId } of waiting)
      if (alert.itemId === null || alert.itemId !== openItemId) lost.add(name(n));
    const needed = new Set(waiting.map(a => a.n));
    for (const { n, openItemId } of alerts) if (openItemId !== null && !needed.has(n)) needless.add(name(n));
  }
  expect([...lost], 'alerts that nobody is shown').toEqual([]);
  expect([...needless], 'items that no alert demands').toEqual([]);
});
