import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asc, eq, sql } from 'drizzle-orm';
import { startApp } from '../app.ts';
import { heldClock } from '../clock.ts';
import { isOpenItem } from '../db/partial.ts';
import { hourMs } from '../domain/local-day.ts';
import { silentLog } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { importRoster } from '../roster/import-roster.ts';
import { connectPublisher } from './publisher.ts';

export type ReplayMessage = { readonly at: number; readonly topic: string; readonly payload: string };

export type ReplayResult = {
  readonly published: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly alerts: Readonly<Record<string, { readonly alerts: number; readonly patients: number }>>;
  readonly openItems: number;
  readonly alertList: readonly ListedAlert[];
};

/** One alert that fired, for whoever wants to check it against what a clinician expects. */
export type ListedAlert = Readonly<
  Record<'patient' | 'rule' | 'severity' | 'state' | 'startedAt' | 'because', string>
>;

export type ReplayRun = {
  /** in time order */
  readonly messages: readonly ReplayMessage[];
  readonly roster: string;
  /** how long time goes on after the last message, so that what waits for a repeat is decided */
  readonly settleMs?: number;
  readonly onProgress: (done: number, of: number) => void;
};

const storedOutcomes = ['stored', 'suspect', 'unowned', 'status'] as const;

const storedOf = (metrics: Metrics): number =>
  storedOutcomes.reduce((sum, outcome) => sum + metrics.read('vigil_messages_total', outcome), 0);

/** Plays a stream over MQTT into a Vigil of its own, in a temporary folder, its clock held at each message's time. */
export const replayOnce = async ({ messages, roster, settleMs = hourMs, onProgress }: ReplayRun) => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-replay-'));
  const clock = heldClock(messages[0]?.at ?? 0);
  const app = await startApp({
    dataFolder: folder,
    host: '127.0.0.1',
    port: null,
    mqttPort: 0,
    maxPayloadBytes: 65_536,
    clock,
    log: silentLog,
    webFolder: null,
    durable: false,
  });
  try {
    const { store, directory } = app;
    await importRoster({ store, directory, actor: { type: 'system' }, at: clock.now() }, roster);
    const publisher = await connectPublisher(app.mqttUrl ?? '');
    for (const [index, { at, topic, payload }] of messages.entries()) {
      clock.set(at);
      await publisher.publish(topic, payload);
      onProgress(index + 1, messages.length);
    }
    await publisher.close();
    await app.evaluator.idle();
    clock.set(clock.now() + settleMs);
    await app.evaluator.idle();
    return await resultOf(app, messages.length);
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const resultOf = async (
  { store: { reader, t }, metrics }: Awaited<ReturnType<typeof startApp>>,
  published: number,
): Promise<ReplayResult> => {
  const rejected = await reader
    .select({ reason: t.rejectedMessage.reason, times: sql<number>`sum(${t.rejectedMessage.times})` })
    .from(t.rejectedMessage)
    .groupBy(t.rejectedMessage.reason);
  const alerts = await reader
    .select({
      rule: t.alert.ruleId,
      alerts: sql<number>`count(*)`,
      patients: sql<number>`count(distinct ${t.alert.patientId})`,
    })
    .from(t.alert)
    .where(sql`${t.alert.firedAt} is not null`)
    .groupBy(t.alert.ruleId)
    .orderBy(t.alert.ruleId);
  const [open] = await reader
    .select({ items: sql<number>`count(*)` })
    .from(t.worklistItem)
    .where(isOpenItem(t.worklistItem));
  const listed = await reader
    .select()
    .from(t.alert)
    .innerJoin(t.patient, eq(t.patient.id, t.alert.patientId))
    .where(sql`${t.alert.firedAt} is not null`)
    .orderBy(asc(t.alert.startedAt), asc(t.patient.siteId), asc(t.alert.ruleId));
  return {
    alertList: listed.map(({ alert: a, patient: p }) => ({
      patient: p.siteId,
      rule: a.ruleId,
      severity: a.severity,
      state: a.state,
      startedAt: new Date(a.startedAt).toISOString(),
      because: a.because,
    })),
    published,
    stored: storedOf(metrics),
    duplicates: metrics.read('vigil_messages_total', 'duplicate'),
    rejected: Object.fromEntries(rejected.map(r => [r.reason, Number(r.times)])),
    alerts: Object.fromEntries(
      alerts.map(a => [a.rule, { alerts: Number(a.alerts), patients: Number(a.patients) }]),
    ),
    openItems: Number(open?.items ?? 0),
  };
};
