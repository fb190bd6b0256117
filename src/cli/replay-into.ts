import type { PatientAlertBody } from '../contract/alerts.ts';
import type { OutcomeBody } from '../contract/ingest.ts';
import type { WorklistBody } from '../contract/worklist.ts';
import { type Call, jsonBody } from './anywhere.ts';
import { importThrough } from './import.ts';
import type { ReplayResult, ReplayRun } from './replay-run.ts';

const batchSize = 500;

const sendBatch = async (call: Call, messages: ReplayRun['messages']): Promise<OutcomeBody[]> => {
  const body = messages.map(({ topic, payload }) => ({ topic, payload: JSON.parse(payload) as unknown }));
  return (await call<{ items: OutcomeBody[] }>('/ingest/native', jsonBody({ messages: body }))).items;
};

const firedAlerts = async (call: Call): Promise<PatientAlertBody[]> => {
  const alerts: PatientAlertBody[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: PatientAlertBody[]; next: string | null } = await call(`/alerts?limit=1000${query}`);
    alerts.push(...page.items.filter(a => a.firedAt !== null));
    cursor = page.next;
  }
  return alerts;
};

const byRule = (alerts: readonly PatientAlertBody[]): ReplayResult['alerts'] => {
  const rules = [...new Set(alerts.map(a => a.ruleId))].sort();
  return Object.fromEntries(
    rules.map(rule => {
      const fired = alerts.filter(a => a.ruleId === rule);
      return [rule, { alerts: fired.length, patients: new Set(fired.map(a => a.patientId)).size }];
    }),
  );
};

/**
 * Plays a stream into a Vigil that runs, through its HTTP door. Its clock is its own: readings from long ago are
 * late there, and alerts and open items are all that it has.
 */
export const replayInto = async (
  call: Call,
  { messages, roster, onProgress }: ReplayRun,
): Promise<ReplayResult> => {
  await importThrough(call, roster);
  const outcomes: OutcomeBody[] = [];
  for (let start = 0; start < messages.length; start += batchSize) {
    outcomes.push(...(await sendBatch(call, messages.slice(start, start + batchSize))));
    onProgress(outcomes.length, messages.length);
  }
  const rejected: Record<string, number> = {};
  for (const { outcome, reason = 'unknown' } of outcomes) {
    if (outcome === 'rejected') rejected[reason] = (rejected[reason] ?? 0) + 1;
  }
  const fired = await firedAlerts(call);
  const duplicates = outcomes.filter(o => o.outcome === 'duplicate').length;
  const rejectedCount = outcomes.filter(o => o.outcome === 'rejected').length;
  return {
    published: messages.length,
    stored: outcomes.length - duplicates - rejectedCount,
    duplicates,
    rejected,
    alerts: byRule(fired),
    alertList: fired
      .map(a => ({
        patient: a.patientSiteId,
        rule: a.ruleId,
        severity: a.severity,
        state: a.state,
        startedAt: a.startedAt,
        because: a.because,
      }))
      .reverse(),
    openItems: (await call<WorklistBody>('/worklist?limit=1')).total,
  };
};
