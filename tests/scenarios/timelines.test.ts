import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { App } from '../../src/app.ts';
import type { HeldClock } from '../../src/clock.ts';
import { deliver, enrol, type Sent, testApp } from '../support/app.ts';
import { type Act, actsOf, perform } from './acts.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const timelines = readdirSync(folder, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name);

type Expected = {
  /** what the timeline shows, in a sentence */
  readonly shows: string;
  /** how the clock goes on after the last message */
  readonly until: string;
  /** patient, rule, severity, state, confirmed: in order of start */
  readonly alerts: readonly (readonly [string, string, string, string, boolean])[];
  /** patients with an open item, by site id */
  readonly worklist: readonly string[];
};

const read = (name: string, file: string) => readFileSync(`${folder}${name}/${file}`, 'utf8');

const messagesOf = (name: string): Sent[] =>
  read(name, 'stream.jsonl')
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const { at, topic, payload } = JSON.parse(line) as { at: string; topic: string; payload: unknown };
      return { at: Date.parse(at), topic, payload };
    });

const peopleOf = (name: string): Act[] =>
  existsSync(`${folder}${name}/acts.jsonl`) ? actsOf(read(name, 'acts.jsonl')) : [];

/** Messages and what people do, in order of time; a person sees everything judged that came before. */
const play = async (app: App, clock: HeldClock, messages: readonly Sent[], acts: readonly Act[]) => {
  const steps = [...messages, ...acts].sort((a, b) => a.at - b.at);
  for (const step of steps) {
    if ('topic' in step) {
      await deliver(app, clock, [step as Sent]);
      continue;
    }
    await app.evaluator.idle();
    clock.set(step.at);
    await app.evaluator.idle();
    await perform(app, step as Act);
  }
};

describe('timelines', () => {
  test.each(timelines)('%s', async name => {
    const expected = JSON.parse(read(name, 'expected.json')) as Expected;
    const messages = messagesOf(name);
    const acts = peopleOf(name);
    const startAt = Math.min(...[...messages, ...acts].map(step => step.at));
    const { app, clock } = await testApp(startAt);
    await enrol(app, startAt, read(name, 'roster.csv'));
    await play(app, clock, messages, acts);
    await app.evaluator.idle();
    clock.set(Date.parse(expected.until));
    await app.evaluator.idle();

    const { reader, t } = app.store;
    const alerts = await reader
      .select({
        patient: t.patient.siteId,
        rule: t.alert.ruleId,
        severity: t.alert.severity,
        state: t.alert.state,
        confirmed: t.alert.confirmed,
      })
      .from(t.alert)
      .innerJoin(t.patient, eq(t.patient.id, t.alert.patientId))
      .orderBy(asc(t.alert.startedAt), asc(t.patient.siteId), asc(t.alert.ruleId));
    expect(alerts.map(a => [a.patient, a.rule, a.severity, a.state, a.confirmed])).toEqual(expected.alerts);

    const response = await app.api.request('/api/v1/worklist', { headers: { host: '127.0.0.1' } });
    const { items } = (await response.json()) as { items: { patient: { siteId: string } }[] };
    expect(items.map(i => i.patient.siteId).sort()).toEqual(expected.worklist);
  });
});
