import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { catalogueFacts } from '../../src/alerts/rule-facts.ts';
import type { HeldClock } from '../../src/clock.ts';
import { dayMs, isoLocal, minuteMs } from '../../src/domain/local-day.ts';
import { seeded } from '../../src/domain/seeded.ts';
import { drivePatient } from '../../src/evaluation/driver.ts';
import { createIntake } from '../../src/evaluation/driver-intake.ts';
import { createLine } from '../../src/evaluation/driver-line.ts';
import type { LineLog } from '../../src/evaluation/driver-log.ts';
import { diligentReviewer } from '../../src/evaluation/driver-reviewer.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { close } from '../../src/worklist/close.ts';
import { alertsToReview } from '../../src/worklist/reviews.ts';
import type { App } from '../support/app.ts';
import { deliver, enrol, type Sent, testApp } from '../support/app.ts';

type Closing = { readonly at: number; readonly patientId: string };

/** Closes a patient's line as the reviewer of the driver does, by the verb that people use. */
const closeLine = async ({ store }: App, { at, patientId }: Closing): Promise<void> => {
  const { reader, t } = store;
  const items = await reader.select().from(t.worklistItem).where(eq(t.worklistItem.patientId, patientId));
  const item = items.find(i => i.state !== 'closed');
  if (!item) throw new Error('the service has no line to close');
  const deps = { store, actor: { type: 'person', name: 'Ana Ruiz' }, at } as const;
  const { required } = await alertsToReview(deps, item);
  const said = { verdict: 'true', action: 'informed-provider' } as const;
  const reviews = required.map(({ id: alertId }) => ({ alertId, ...said }));
  await close(deps, item.id, { version: item.version, reviews });
};

/** The service, which judges each message and each timer at its own instant, and people who close lines meanwhile. */
const serve = async (
  app: App,
  clock: HeldClock,
  messages: readonly Sent[],
  closings: readonly Closing[],
  endAt: number,
) => {
  const due = app.store.sqlite.prepare<[], number | null>('SELECT min(due_at) FROM due').pluck();
  const goOnTo = async (at: number) => {
    await app.evaluator.idle();
    for (let next = due.get(); typeof next === 'number' && next <= at; next = due.get()) {
      clock.set(next);
      await app.evaluator.idle();
    }
    clock.set(at);
  };
  const steps = [...messages, ...closings].sort((a, b) => a.at - b.at);
  for (const step of steps) {
    await goOnTo(step.at);
    if ('topic' in step) await deliver(app, clock, [step]);
    else await closeLine(app, step);
    await app.evaluator.idle();
  }
  await goOnTo(endAt);
  await app.evaluator.idle();
};

const drive = async (app: App, messages: readonly Sent[], startAt: number, endAt: number) => {
  const intake = createIntake({ ...app.directory, maxPayloadBytes: 65_536 });
  for (const { at, topic, payload } of messages) {
    const bytes = Buffer.from(JSON.stringify(payload));
    intake.take({ source: 'http', topic, payload: bytes, receivedAt: at, mode: 'live' });
  }
  const patients = await app.store.reader.select({ id: app.store.t.patient.id }).from(app.store.t.patient);
  const logs = new Map<string, LineLog>();
  for (const { id: patientId } of patients) {
    const entry = app.directory.patient(patientId, startAt);
    if (!entry) throw new Error('the patient is not enrolled');
    const { timeZone } = entry.context;
    const line = createLine({ timeZone, reviewer: diligentReviewer, factsOf: catalogueFacts });
    const failures = drivePatient({
      directory: app.directory,
      patientId,
      steps: intake.steps.get(patientId) ?? [],
      startAt,
      endAt,
      contestants: [{ rules, timeline: entry.timeline, onChange: line.onChange }],
    });
    expect(failures).toEqual([]);
    logs.set(patientId, line.finish(endAt));
  }
  return logs;
};

const byReviewer = (logs: ReadonlyMap<string, LineLog>): Closing[] =>
  [...logs].flatMap(([patientId, { items }]) =>
    items.flatMap(({ closedAt, closedBy }) =>
      closedBy === 'reviewer' && closedAt !== null ? [{ at: closedAt, patientId }] : [],
    ),
  );

const isoOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

type AlertRow = Awaited<ReturnType<typeof rowsOf>>['alerts'][number];
type Common = Omit<AlertRow, 'itemId' | 'id' | 'patientId'>;

const alertText = (
  patientId: string,
  openedAt: number | undefined,
  a: Pick<Common, (typeof compared)[number]>,
) => JSON.stringify([patientId, isoOf(openedAt ?? null), compared.map(name => a[name])]);

const compared = [
  'ruleId',
  'startedAt',
  'firedAt',
  'lastAt',
  'endedAt',
  'severity',
  'confirmed',
  'state',
  'raisedAt',
  'quietBy',
  'quietUntil',
] as const;

const rowsOf = async ({ store: { reader, t } }: App) => ({
  alerts: await reader.select().from(t.alert).orderBy(asc(t.alert.startedAt)),
  items: await reader.select().from(t.worklistItem).orderBy(asc(t.worklistItem.openedAt)),
});

const itemText = (patientId: string, openedAt: number, closedAt: number | null): string =>
  `${patientId} ${isoOf(openedAt)} ${isoOf(closedAt)}`;

const served = async (app: App) => {
  const { alerts, items } = await rowsOf(app);
  const openedAt = new Map(items.map(i => [i.id, i.openedAt]));
  return {
    alerts: alerts.map(a => alertText(a.patientId, openedAt.get(a.itemId ?? ''), a)).sort(),
    items: items.map(i => itemText(i.patientId, i.openedAt, i.closedAt)).sort(),
  };
};

const driven = (logs: ReadonlyMap<string, LineLog>) => ({
  alerts: [...logs]
    .flatMap(([patientId, { alerts, items }]) => {
      const openedAt = new Map(items.map(i => [i.id, i.openedAt]));
      return alerts.map(a => alertText(patientId, openedAt.get(a.itemId ?? ''), a));
    })
    .sort(),
  items: [...logs]
    .flatMap(([patientId, { items }]) => items.map(i => itemText(patientId, i.openedAt, i.closedAt)))
    .sort(),
});

/** The same messages through the service and through the driver. */
const both = async (roster: string, messages: readonly Sent[]) => {
  const startAt = (messages[0]?.at ?? 0) - minuteMs;
  const endAt = (messages.at(-1)?.at ?? 0) + 4 * dayMs;
  const { app, clock } = await testApp(startAt);
  await enrol(app, startAt, roster);
  const logs = await drive(app, messages, startAt, endAt);
  await serve(app, clock, messages, byReviewer(logs), endAt);
  return { fromService: await served(app), fromDriver: driven(logs) };
};

const scenarios = fileURLToPath(new URL('../scenarios/', import.meta.url));
const read = (name: string, file: string) => readFileSync(`${scenarios}${name}/${file}`, 'utf8');
const names = readdirSync(scenarios, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && !existsSync(`${scenarios}${entry.name}/acts.jsonl`))
  .map(entry => entry.name);

const messagesOf = (jsonl: string): Sent[] =>
  jsonl
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as { at: string; topic: string; payload: unknown })
    .map(({ at, ...message }) => ({ at: Date.parse(at), ...message }));

const zone = 'America/New_York';
const columns = 'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,dryWeightKg,flags';
const panel = ['P1', 'P2'].flatMap(patient =>
  ['weight,7', 'blood-pressure,7', 'glucose,14'].map(held => {
    const device = `${patient}-${held.split(',')[0]}`;
    return `${patient},Doe,${patient},1950-01-01,female,${zone},heart-failure,${device},${held},80,insulin`;
  }),
);

/** Weeks of somebody restless: values all over the place, gaps, late batches, duplicates, nonsense, a weak battery. */
const restless = (seed: number, days: number): Sent[] => {
  const next = seeded(seed);
  const startAt = Date.parse('2026-03-02T00:00:00-05:00');
  const sent: Sent[] = [];
  for (let at = startAt; at < startAt + days * dayMs; at += Math.ceil(next() * 14 * 60) * minuteMs) {
    const patient = next() < 0.5 ? 'P1' : 'P2';
    const measuredAt = isoLocal(at - (next() < 0.1 ? Math.floor(next() * 3 * dayMs) : minuteMs), zone);
    const kind = ['weight', 'blood-pressure', 'glucose'][Math.floor(next() * 3)] ?? 'weight';
    const payloads: Readonly<Record<string, unknown>> = {
      weight: {
        measuredAt,
        unit: 'kg',
        value: Math.round((79 + next() * 5 + (next() < 0.05 ? 12 : 0)) * 10) / 10,
      },
      'blood-pressure': {
        measuredAt,
        unit: 'mm[Hg]',
        systolic: Math.round(85 + next() * 105),
        diastolic: Math.round(55 + next() * 25),
        pulse: Math.round(45 + next() * 70),
      },
      glucose: { measuredAt, unit: 'mg/dL', value: Math.round(45 + next() * 290), meal: 'fasting' },
    };
    const topic = `vigil/v1/${patient}-${kind}/${kind}`;
    const message = { at, topic, payload: next() < 0.03 ? { measuredAt, unit: 'stone' } : payloads[kind] };
    sent.push(message);
    if (next() < 0.05) sent.push({ ...message, at: at + 5 * minuteMs });
    if (next() < 0.05)
      sent.push({
        at: at + minuteMs,
        topic: `vigil/v1/${patient}-${kind}/status`,
        payload: { battery: Math.floor(next() * 30) },
      });
    if (next() < 0.04) at += 3 * dayMs;
  }
  return sent.sort((a, b) => a.at - b.at);
};

describe('the driver comes to the alerts, quiets and lines that the service comes to', () => {
  test.each(names)('in the timeline %s', async name => {
    const { fromService, fromDriver } = await both(
      read(name, 'roster.csv'),
      messagesOf(read(name, 'stream.jsonl')),
    );
    expect(fromDriver).toEqual(fromService);
  });

  test.each([1, 3])(
    'over weeks of restless patients, lines closed by a reviewer (seed %i)',
    async seed => {
      const roster = [columns, ...panel].join('\n');
      const { fromService, fromDriver } = await both(roster, restless(seed, 45));
      expect(fromService.items.length).toBeGreaterThan(5);
      expect(fromDriver).toEqual(fromService);
    },
    120_000,
  );
});
