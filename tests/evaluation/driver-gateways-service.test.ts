import { expect, test } from 'vitest';
import { catalogueFacts as factsOf } from '../../src/alerts/rule-facts.ts';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { drivePatient } from '../../src/evaluation/driver.ts';
import { createIntake } from '../../src/evaluation/driver-intake.ts';
import { createLine } from '../../src/evaluation/driver-line.ts';
import { readGateways, silentSpans } from '../../src/evaluation/judge-quality/gateways.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { iso, start as startAt } from '../api/app.ts';
import { coveredApp, only } from '../attendance/app.ts';

const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
const header = 'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,gateway';
const timeZone = 'America/New_York';
const person = `Quill,Ann,1951-04-09,female,${timeZone},heart-failure`;
const lines = numbers.map(n => `P${n},${person},scale-${n},weight,7,${n % 2 === 0 ? 'gw-3' : 'gw-4'}`);
const endAt = startAt + 9 * dayMs;

/** Everybody weighs herself each morning; one gateway is silent from the fourth, and one patient stays so when it is back. */
const messages = Array.from({ length: 9 }, (_, day) => day).flatMap(day => {
  const heard = numbers.filter(n => n % 2 === 1 || day < 3 || (day > 6 && n !== 4));
  return heard.map(n => {
    const receivedAt = startAt + day * dayMs + n * 1_000;
    const payload = Buffer.from(JSON.stringify({ measuredAt: iso(receivedAt), value: 80, unit: 'kg' }));
    return {
      source: 'http',
      topic: `vigil/v1/scale-${n}/weight`,
      payload,
      receivedAt,
      mode: 'live',
    } as const;
  });
});

test('the driver asks for whom the service asks, and when, though a gateway is silent for days', async () => {
  const app = await coveredApp({ patients: 0 });
  await app.importRoster(`${[header, ...lines].join('\n')}\n`);
  const { store, directory, ingest } = app.running();
  const intake = createIntake({ ...directory, maxPayloadBytes: 65_536 });
  for (const message of messages) intake.take(message);
  const gatewayOf = await readGateways(store);
  const spans = silentSpans({ directory, gatewayOf }, intake.steps, { startAt, endAt });
  const driven = (patientId: string): number[] => {
    const silent = spans.get(patientId) ?? [];
    const line = createLine({ timeZone, reviewer: () => endAt, factsOf, silent });
    const timeline = directory.patient(patientId, startAt)?.timeline ?? [];
    const contestants = [{ rules, timeline, onChange: line.onChange }];
    const steps = intake.steps.get(patientId) ?? [];
    drivePatient({ directory, steps, patientId, startAt, endAt, contestants });
    return line.finish(endAt).items.map(item => item.openedAt);
  };

  const waiting = [...messages];
  for (let now = startAt + hourMs; now <= endAt; now += hourMs) {
    for (; waiting[0] && waiting[0].receivedAt < now; waiting.shift()) {
      app.clock.set(waiting[0].receivedAt);
      await ingest(waiting[0]);
    }
    await app.settle();
    await app.at(now);
  }

  const items = await store.reader.select().from(store.t.worklistItem);
  const ids = (await store.reader.select().from(store.t.patient)).map(row => row.id);
  const served = ids.map(id => items.filter(item => item.patientId === id).map(item => item.openedAt));
  expect(ids.map(driven)).toEqual(served);
  const incident = only(await app.incidents('?state=all'));
  expect(served.flat().map(iso), 'when it is back').toEqual([incident.endedAt]);
  for (const { since, untilAt } of [...spans.values()].flat()) {
    expect([iso(since), iso(untilAt)]).toEqual([incident.startedAt, incident.endedAt]);
  }
}, 60_000);
